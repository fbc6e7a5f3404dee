package watchtest

import (
	"fmt"
	"strings"
)

// What invented dispatches are made of. ¬ is the half-space.
var (
	ministers  = []string{"کیوان آذرمهر", "سروش نیک¬فر", "بهرام ستوده", "آرمان پژوه", "فرزاد یاوری", "شهاب مهرگان", "رامین فروزان"}
	foreigners = []string{"حسان الراوی", "اورهان کایا", "آنتون بلوف", "راجش ورما", "لی ون جون", "کارلوس ریوس", "پیر لوکلر", "سمیر حدادین", "تارو آسانو"}
	states     = []string{
		"عراق", "ترکیه", "روسیه", "هند", "چین", "ونزوئلا", "فرانسه", "اردن", "ژاپن", "عمان", "قطر", "کویت", "مصر", "الجزایر", "تونس", "آلمان", "ایتالیا", "اسپانیا",
		"سوئیس", "اتریش", "مجارستان", "صربستان", "بلاروس", "ارمنستان", "گرجستان", "قزاقستان", "ازبکستان", "پاکستان", "اندونزی", "مالزی", "ویتنام", "برزیل", "کوبا", "بولیوی",
	}
	topics = []string{"روابط دوجانبه", "همکاری¬های اقتصادی", "تحولات منطقه", "پرونده هسته¬ای", "ترانزیت کالا", "مبادلات مرزی", "امنیت دریانوردی"}
	days   = []string{"شنبه", "یکشنبه", "دوشنبه", "سه¬شنبه", "چهارشنبه", "پنجشنبه", "جمعه"}
)

const halfSpace = "\u200c"

// dispatch is the kth dispatch of a feed.
func dispatch(feed, k int) (title, text string) {
	n := feed*31 + k*7
	minister, other := ministers[(feed+k)%len(ministers)], n%len(states)
	topic, second := topics[n%len(topics)], topics[(n/3+1)%len(topics)]
	title = fmt.Sprintf("گفت¬وگوی وزرای خارجه ایران و %s درباره %s (%d-%d)", states[other], topic, feed, k)
	text = fmt.Sprintf("%s وزیر امور خارجه جمهوری اسلامی ایران روز %s در تماس تلفنی با %s وزیر امور خارجه %s درباره %s گفت¬وگو کرد. "+
		"دو طرف در این تماس تلفنی همچنین درباره %s رایزنی کردند و بر ادامه گفت¬وگوها تأکید کردند. "+
		"وزیر امور خارجه %s در این گفت¬وگو گفت که کشورش از گسترش همکاری¬ها با تهران استقبال می¬کند. "+
		"این خبر با شماره %d-%d منتشر شده است و ادامه آن در گزارش¬های بعدی خواهد آمد.",
		minister, days[(n/5)%len(days)], foreigners[other%len(foreigners)], states[other], topic, second, states[other], feed, k)
	return strings.ReplaceAll(title, "¬", halfSpace), strings.ReplaceAll(text, "¬", halfSpace)
}
