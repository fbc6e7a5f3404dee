package telegram_test

import (
	"strings"
	"testing"

	"safir/internal/gather/markup"
	"safir/internal/gather/telegram"
)

const export = `{
 "name": "خبرگزاری ایرنا",
 "type": "public_channel",
 "id": 1006503122,
 "messages": [
  {"id": 1, "type": "service", "date": "2017-01-01T10:00:00", "date_unixtime": "1483254000", "action": "create_channel", "title": "ایرنا", "text": "", "text_entities": []},
  {"id": 2, "type": "message", "date": "2026-04-25T12:00:00", "date_unixtime": "1777105800", "edited_unixtime": "1777106000", "from": "خبرگزاری ایرنا",
   "text": ["🔹 ", {"type": "bold", "text": "عراقچی وارد مسقط شد"}, "\n\nوزیر امور خارجه روز شنبه وارد مسقط شد.\n", {"type": "mention", "text": "@irna_1313"}], "text_entities": []},
  {"id": 3, "type": "message", "date": "2026-04-25T12:05:00", "date_unixtime": "1777106100", "photo": "photos/1.jpg", "text": ""},
  {"id": 4, "type": "message", "date": "2026-04-25T12:05:00", "text": 5},
  {"id": 5, "type": "message", "date": "2026-04-25T12:05:00", "text": "", "text_entities": [{"type": "plain", "text": "دو وزیر دیدار کردند."}]}
 ]
}`

// posts reads an export: its posts, and what went wrong.
func posts(text string) (got []telegram.Post, wrong []string) {
	telegram.Export(strings.NewReader(text), func(p telegram.Post, err error) bool {
		if err != nil {
			wrong = append(wrong, err.Error())
		} else {
			got = append(got, p)
		}
		return true
	})
	return got, wrong
}

func TestAnExportIsReadPostByPost(t *testing.T) {
	got, wrong := posts(export)
	if len(got) != 2 || len(wrong) != 1 || wrong[0] != `message 4: its text is neither a string nor a list` {
		t.Fatalf("got %+v, wrong %q", got, wrong)
	}
	p := got[0]
	if p.Channel != "خبرگزاری ایرنا" || p.URL != "https://t.me/c/1006503122/2" || p.Time.Format("2006-01-02T15:04:05Z07:00") != "2026-04-25T08:30:00Z" ||
		p.Text != "🔹 عراقچی وارد مسقط شد\n\nوزیر امور خارجه روز شنبه وارد مسقط شد.\n@irna_1313" || p.Modified.IsZero() {
		t.Errorf("got %+v", p)
	}
	if p := got[1]; p.Text != "دو وزیر دیدار کردند." || p.Clock != "2026-04-25T12:05:00" || !p.Modified.IsZero() {
		t.Errorf("got %+v", p)
	}
}

func TestOfAnAccountTheChannelsAreRead(t *testing.T) {
	account := `{"about": "x", "personal_information": {"user_id": 1, "bio": ["{"]}, "chats": {"about": "y", "list": [
	 {"name": "دوست", "type": "personal_chat", "id": 2, "messages": [{"id": 1, "type": "message", "text": "سلام"}]}, ` + export + `]}}`
	got, wrong := posts(account)
	if len(got) != 2 || len(wrong) != 1 || got[0].Channel != "خبرگزاری ایرنا" {
		t.Errorf("got %+v, wrong %q", got, wrong)
	}
}

func TestAnExportThatBreaksOffIsTold(t *testing.T) {
	got, wrong := posts(export[:strings.Index(export, `{"id": 5`)])
	if len(got) != 1 || len(wrong) != 2 || wrong[1] != "the export breaks off: it ends too early; the rest is not read" {
		t.Errorf("got %+v, wrong %q", got, wrong)
	}
	if got, wrong := posts(`{"name": "x"}`); len(got) != 0 || len(wrong) != 1 || !strings.Contains(wrong[0], "no messages") {
		t.Errorf("got %+v, wrong %q", got, wrong)
	}
}

func TestNobodyIsGivenMoreThanWanted(t *testing.T) {
	n := 0
	telegram.Export(strings.NewReader(export), func(telegram.Post, error) bool { n++; return false })
	if n != 1 {
		t.Errorf("given %d", n)
	}
}

const channelPage = `<!DOCTYPE html><html><head><meta property="og:title" content="ایسنا"></head><body>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap service_message" data-post="isna94/1"><div class="tgme_widget_message_text">Channel created</div></div></div>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="isna94/2">
<div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="https://t.me/isna94"><span dir="auto">ایسنا</span></a></div>
<a class="tgme_widget_message_reply" href="https://t.me/isna94/1"><div class="tgme_widget_message_text js-message_reply_text">خبر پیشین</div></a>
<div class="tgme_widget_message_text js-message_text" dir="auto"><i class="emoji" style="x"><b>🔹</b></i> <b>دیدار وزیران</b><br/><br/>دو وزیر در مسقط می&zwnj;دیدند.</div>
<div class="tgme_widget_message_footer"><span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="https://t.me/isna94/2"><time datetime="2026-04-25T13:34:00+00:00" class="time">17:04</time></a></span></div>
</div></div>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="isna94/3"><div class="tgme_widget_message_text js-message_text">👍</div></div></div>
</body></html>`

func TestAPageOfAChannelIsReadPostByPost(t *testing.T) {
	if !telegram.IsPage([]byte(channelPage)) || telegram.IsPage([]byte("<html>")) || !telegram.IsExport([]byte(export)) ||
		telegram.IsExport([]byte(`{"id": "1", "body": "متن", "type": "x", "messages": []}`)) || telegram.IsExport([]byte("[]")) {
		t.Error("kinds are not told apart")
	}
	root, err := markup.Parse([]byte(channelPage))
	if err != nil {
		t.Fatal(err)
	}
	got := telegram.Page(root)
	if len(got) != 1 {
		t.Fatalf("got %+v", got)
	}
	p := got[0]
	if p.Channel != "ایسنا" || p.URL != "https://t.me/isna94/2" || p.Text != "🔹 دیدار وزیران\n\nدو وزیر در مسقط می\u200cدیدند." || p.Time.Minute() != 34 {
		t.Errorf("got %+v", p)
	}
}
