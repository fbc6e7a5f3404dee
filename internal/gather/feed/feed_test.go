package feed_test

import (
	"strings"
	"testing"

	"safir/internal/gather/feed"
	"safir/internal/know"
)

const rss = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>خبرگزاری ایرنا</title><link>https://www.irna.ir</link>
<item><title>عراقچی وارد مسقط شد</title><link>https://www.irna.ir/news/1/</link><description>تهران- ایرنا- وزیر امور خارجه وارد مسقط شد.</description>
<pubDate>Sat, 25 Apr 2026 08:30:00 GMT</pubDate></item>
<item><title>دیدار</title><guid>https://www.irna.ir/news/2/</guid><content:encoded><![CDATA[<p>متن کامل&zwnj;تر</p>]]></content:encoded><dc:date>2026-04-25T09:00:00Z</dc:date></item>
<item><title>&#1578;&#1605;&#1575;&#1587; &laquo;تلفنی&raquo;</title><link>https://www.irna.ir/news/3/</link></item>
</channel></rss>`

const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>ایسنا</title><link href="https://www.isna.ir/"/>
<entry><title>تماس</title><link href="https://www.isna.ir/news/1"/><published>2026-04-25T08:30:00+03:30</published><updated>2026-04-25T09:30:00+03:30</updated>
<content type="html">&lt;p&gt;دو وزیر تلفنی گفت‌وگو کردند.&lt;/p&gt;</content></entry></feed>`

const jsonFeed = `{"version": "https://jsonfeed.org/version/1.1", "title": "مهر", "home_page_url": "https://www.mehrnews.com/",
"items": [{"id": "1", "url": "https://www.mehrnews.com/news/1", "title": "سفر", "content_html": "<p>وزیر خارجه قطر وارد تهران شد.</p>", "date_published": "2026-04-25T08:30:00+03:30"}]}`

func TestFeedsOfEveryKindAreRead(t *testing.T) {
	f, err := feed.Parse([]byte(rss))
	if err != nil || f.Title != "خبرگزاری ایرنا" || len(f.Entries) != 3 {
		t.Fatalf("got %+v, %v", f, err)
	}
	if e := f.Entries[0]; e.URL != "https://www.irna.ir/news/1/" || e.Content != "" || !strings.HasSuffix(e.Summary, "وارد مسقط شد.") || e.Instant.Hour() != 8 {
		t.Errorf("got %+v", e)
	}
	if e := f.Entries[1]; e.URL != "https://www.irna.ir/news/2/" || !strings.Contains(e.Content, "متن کامل") || e.Instant.IsZero() {
		t.Errorf("got %+v", e)
	}
	if e := f.Entries[2]; e.Title != "تماس «تلفنی»" || !e.Instant.IsZero() {
		t.Errorf("got %+v", e)
	}
	f, err = feed.Parse([]byte(atom))
	if err != nil || len(f.Entries) != 1 || f.Entries[0].Content != "<p>دو وزیر تلفنی گفت‌وگو کردند.</p>" || f.Entries[0].Modified.Hour() != 6 {
		t.Errorf("got %+v, %v", f, err)
	}
	f, err = feed.Parse([]byte(jsonFeed))
	if err != nil || len(f.Entries) != 1 || f.Entries[0].Title != "سفر" || f.Entries[0].Content == "" {
		t.Errorf("got %+v, %v", f, err)
	}
}

func TestHarmfulFeedsAreRefused(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "سلام"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + strings.Replace(rss[strings.Index(rss, "<rss"):], "دیدار", "&b;", 1)
	deep := `<rss version="2.0"><channel><item>` + strings.Repeat("<x:a>", 1<<20)
	for text, why := range map[string]string{
		bomb: "declares XML entities of its own", deep: "nests more than 200 elements", "<html><body>سلام</body></html>": "no feed",
		"": "no feed", "{}": "no feed", "<rss><channel><item><title>نیمه": "broken feed",
	} {
		if f, err := feed.Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%.40q: got %+v, %v; want %q", text, f, err, why)
		}
	}
}

func TestKnownFeedsAreOfKnownOutletsAtTheirAddress(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	list, err := feed.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range list {
		if o := world.OutletAt(k.URL); o == nil || o.ID != k.Outlet {
			t.Errorf("%s is listed under %s, and its address is of %v", k.URL, k.Outlet, o)
		}
	}
}

func TestFeedsAreNamed(t *testing.T) {
	for names, want := range map[string]int{"irna": 1, "irna,isna": 2, "irna, IRNA": 1, "dwpersian/iran": 1, "nobody": -1, "irna/sport": -1, "": -1} {
		list, err := feed.Named(names)
		if want < 0 && err == nil || want >= 0 && (err != nil || len(list) != want) {
			t.Errorf("%q: got %v, %v", names, list, err)
		}
	}
	if list, err := feed.Named("all"); err != nil || len(list) < 30 {
		t.Errorf("got %v, %v", list, err)
	}
}
