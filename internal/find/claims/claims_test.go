package claims_test

import (
	"fmt"
	"testing"

	"safir"
	"safir/read"
)

var reader = func() *read.Reader {
	r, err := read.New()
	if err != nil {
		panic(err)
	}
	return r
}()

// told writes a claim as a test does: its kind, count, place.
func told(c safir.Claim) string {
	out := c.Kind
	if c.Count != nil {
		out += fmt.Sprint(" ", *c.Count)
	}
	if c.Where != nil {
		out += " " + *c.Where
	}
	return out
}

func TestWhatADispatchCountsIsAClaim(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"وزیر خارجه عمان تاکنون سه بار به تهران سفر کرده است.", "count 3 Tehran"},
		{"رئیس‌جمهور ترکیه برای سومین بار به مسکو رفت.", "count 3 Moscow"},
		{"وزیر خارجه عراق امسال دوبار به آنکارا سفر کرد.", "count 2 Ankara"},
		{"این دومین سفر وزیر خارجه قطر به بغداد است.", "count 2 Baghdad"},
		{"وزیر خارجه چین در نخستین سفر خود به ریاض وارد این شهر شد.", "first Riyadh"},
		{"سفیر ژاپن برای بار دوم به وزارت خارجه احضار شد.", "count 2"},
	} {
		claims := reader.Read(safir.Dispatch{Body: c.body}).Claims
		if len(claims) != 1 || told(claims[0]) != c.want {
			t.Errorf("%s\n  got %d claims %v, want %s", c.body, len(claims), claims, c.want)
		}
	}
}

func TestNumbersThatCountNoContactAreNoClaims(t *testing.T) {
	for _, body := range []string{
		"دور سوم مذاکرات ایران و عمان در مسقط برگزار شد.",
		"وزیر خارجه عمان در سومین روز سفر خود به تهران با رئیس مجلس دیدار کرد.",
		"وزیر خارجه قطر گفت قیمت نفت سه برابر شده است.",
		"وزیر خارجه عراق بارها به تهران سفر کرده است.",
		"رئیس‌جمهور ترکیه دوباره به مسکو رفت.",
		"بیست و یکمین نشست وزیران خارجه سازمان در باکو برگزار شد.",
		"تیم ملی ایران برای سومین بار قهرمان آسیا شد.",
	} {
		if claims := reader.Read(safir.Dispatch{Body: body}).Claims; len(claims) > 0 {
			t.Errorf("%s\n  got %s", body, told(claims[0]))
		}
	}
}
