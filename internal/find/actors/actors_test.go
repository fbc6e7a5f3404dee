package actors

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safir/fa"
	"safir/internal/page"
	"safir/internal/tag"
)

// named finds the given names and no others: what the grammar and the joining do with names, whatever a tagger finds.
type named []string

func (n named) Find(d *fa.Doc) []tag.Name {
	var out []tag.Name
	list := fa.NewPhrases[bool]()
	for _, name := range n {
		list.Add(name, true)
	}
	for _, m := range list.All(d) {
		out = append(out, tag.Name{Range: m.Range, Class: tag.Person})
	}
	return out
}

// show lists the actors of a page with the words of their mentions, those inside others in brackets.
func show(p *page.Page) []string {
	var out []string
	for _, a := range p.Actors {
		var words []string
		for _, m := range a.Mentions {
			w := p.Slice(p.Mentions[m].Range)
			if p.Mentions[m].Inside >= 0 {
				w = "(" + w + ")"
			}
			words = append(words, w)
		}
		out = append(out, strings.Join(strings.Fields(fmt.Sprint(a.Kind, " ", a.Office, " ", a.Country, " ", a.Org)), " ")+": "+strings.Join(words, " | "))
	}
	return out
}

// sentences are texts, each with what its actors must be.
var sentences = []struct {
	why, text string
	names     named
	want      []string // actors that must be there, each as show gives it
}{
	{
		"names before a plural office get its states in order",
		"حسین امیرعبداللهیان و فیصل المقداد وزرای امور خارجه جمهوری اسلامی ایران و سوریه دیدار کردند.", nil,
		[]string{
			"person foreign-minister IRN: حسین امیرعبداللهیان", "country IRN: (جمهوری اسلامی ایران)", "country SYR: (سوریه)",
		},
	},
	{
		"one and many in a row serve the state that is named behind them",
		"وزیر خارجه نروژ با پادشاه و مقامات عربستان سعودی دیدار کرد.", nil,
		[]string{"office monarch SAU: پادشاه", "office other-official SAU: مقامات عربستان سعودی"},
	},
	{
		"an envoy of somebody else's is the one whose name stands before",
		"ترامپ، ویتکاف، فرستاده ویژه خود، و کوشنر را به پاکستان می‌فرستد.",
		named{"ترامپ", "ویتکاف", "کوشنر"},
		[]string{"person special-envoy USA: ویتکاف، فرستاده ویژه خود", "person USA: کوشنر"},
	},
	{
		"whose kin somebody is stands within the mention",
		"کوشنر، داماد ترامپ، و ویتکاف وارد پاکستان شدند.",
		named{"ترامپ", "ویتکاف", "کوشنر"},
		[]string{"person USA: کوشنر، داماد ترامپ", "person USA: (ترامپ)", "person USA: ویتکاف"},
	},
	{
		"a title right behind that one is his",
		"کوشنر داماد ترامپ رئیس جمهور آمریکا وارد پاکستان شد.",
		named{"ترامپ", "کوشنر"},
		[]string{"person USA: کوشنر داماد ترامپ رئیس جمهور آمریکا", "person president USA: (ترامپ رئیس جمهور آمریکا)"},
	},
	{
		"a comma may end what stands before somebody's kin",
		"در دیدار با پوتین، پسر اردوغان از ایران گفت.",
		named{"پوتین", "اردوغان"},
		[]string{"person RUS: پوتین", "office: پسر اردوغان", "person TUR: (اردوغان)"},
	},
	{
		"groups that are written as a sum",
		"ظریف با گروه ۱+۵ و معاونان وزیران خارجه کشورهای 1 + 4 دیدار کرد.",
		named{"ظریف"},
		[]string{"org P5+1: گروه ۱+۵", "org P4+1: (کشورهای 1 + 4)"},
	},
	{
		"counterparts from several states are one each",
		"وزیر امور خارجه ایران با همتایان خود از عمان، قطر و عربستان گفت‌وگو کرد.", nil,
		[]string{
			"office foreign-minister OMN: همتایان خود از عمان", "office foreign-minister QAT: قطر", "office foreign-minister SAU: عربستان",
		},
	},
	{
		"a term that looks like a name is nobody",
		"علی القاعده با حسن نیت وارد مذاکرات شدند.",
		named{"حسن نیت"},
		nil,
	},
	{
		"a plural office with several states is several holders",
		"وزرای خارجه قطر و فرانسه در دوحه نشستند.", nil,
		[]string{"office foreign-minister QAT: وزرای خارجه قطر", "office foreign-minister FRA: فرانسه"},
	},
	{
		"two ministries of one state are two ministers",
		"در دیدار با وزرای خارجه و دفاع روسیه این موضوع مطرح شد.", nil,
		[]string{"office foreign-minister RUS: وزرای خارجه", "office defense-minister RUS: دفاع روسیه"},
	},
	{
		"the ministers of the two countries are the two sides",
		"لاوروف وارد تهران شد. وزرای خارجه دو کشور گفت‌وگو کردند.", nil,
		[]string{"person RUS: لاوروف"},
	},
	{
		"a counterpart has the office of whom the text is about",
		"سخنگوی وزارت خارجه چین با همتای روس خود گفت‌وگو کرد.", nil,
		[]string{"office spokesperson RUS: همتای روس خود"},
	},
	{
		"a counterpart named beside a name has it too",
		"وزیر خارجه عمان با آنتونیو تایانی، همتای ایتالیایی خود، دیدار کرد.", nil,
		[]string{"person foreign-minister ITA: آنتونیو تایانی، همتای ایتالیایی خود"},
	},
	{
		"an office in the lead is that of the name in the next sentence",
		"یک نماینده مجلس از سفر هیئتی به عراق خبر داد. به گزارش ایرنا، کامران پورنیا در گفت‌وگویی افزود: این سفر سه روزه است.",
		named{"کامران پورنیا"},
		[]string{"person legislator IRN: یک نماینده مجلس | کامران پورنیا"},
	},
	{
		"an office named later is that of the person who is known to have held it",
		"عراقچی عازم مسقط شد. وزیر خارجه در فرودگاه گفت که مذاکره ادامه دارد.", nil,
		[]string{"person foreign-minister IRN: عراقچی | وزیر خارجه"},
	},
	{
		"a president is not the nameless minister of his state",
		"مسعود پزشکیان راهی باکو شد و وزیر خارجه ایران او را همراهی می‌کند.", nil,
		[]string{"person IRN: مسعود پزشکیان", "office foreign-minister IRN: وزیر خارجه ایران"},
	},
	{
		"whom an envoy serves is not the envoy",
		"استیو ویتکاف، فرستاده ویژه دونالد ترامپ، رئیس‌جمهور آمریکا، وارد ژنو شد.", nil,
		[]string{"person special-envoy USA: استیو ویتکاف", "person president USA: (دونالد ترامپ، رئیس‌جمهور آمریکا)"},
	},
	{
		"a title before a name that has its own title belongs to the name before",
		"سعید کاوه، معاون سیاسی وزیر امور خارجه کشورمان، با همتای ترک خود دیدار کرد.",
		named{"سعید کاوه"},
		[]string{"person deputy-foreign-minister IRN: سعید کاوه، معاون سیاسی وزیر امور خارجه کشورمان", "office deputy-foreign-minister TUR: همتای ترک خود"},
	},
	{
		"of two titles of one person the one that tells more counts",
		"محمد اسحاق دار، معاون نخست‌وزیر و وزیر خارجه پاکستان، گفت: آماده میانجیگری هستیم.", nil,
		[]string{"person foreign-minister PAK: محمد اسحاق دار، معاون نخست‌وزیر و وزیر خارجه پاکستان"},
	},
	{
		"two offices of one state without a name are two",
		"نخست‌وزیر و وزیر خارجه عراق به استقبال او رفتند.", nil,
		[]string{"office prime-minister IRQ: نخست‌وزیر", "office foreign-minister IRQ: وزیر خارجه عراق"},
	},
	{
		"an unnamed official is of the state that the words give",
		"یک مقام ارشد دولت آمریکا گفت. این مقام آمریکایی افزود.", nil,
		[]string{"office other-official USA: یک مقام ارشد دولت آمریکا | این مقام آمریکایی"},
	},
	{
		"an unnamed source is of no state where none is given",
		"یک منبع آگاه خبر داد که سفر لغو شده است.", nil,
		[]string{"office other-official: یک منبع آگاه"},
	},
	{
		"one's own envoys are of one's own state",
		"ترامپ تصمیم گرفت نمایندگان ویژه خود را به مسقط بفرستد.", nil,
		[]string{"office special-envoy USA: نمایندگان ویژه خود"},
	},
	{
		"whom one sends is not he who sends",
		"دونالد ترامپ، فرستاده ویژه خود، استیو ویتکاف، را به مسقط فرستاد.", nil,
		[]string{"person USA: دونالد ترامپ", "person special-envoy USA: فرستاده ویژه خود، استیو ویتکاف"},
	},
	{
		"a reporter holds no office",
		"وزیر خارجه ترکیه به لندن سفر کرد. علی رضایی، خبرنگار ما، از آنجا گزارش داد.",
		[]string{"علی رضایی"},
		[]string{"office foreign-minister TUR: وزیر خارجه ترکیه", "person: علی رضایی"},
	},
	{
		"who is known serves his own state, whichever was named last",
		"پزشکیان از آمریکا سخن گفت. عباس عراقچی، وزیر خارجه این کشور، با شهباز شریف دیدار کرد.", nil,
		[]string{"person foreign-minister IRN: عباس عراقچی، وزیر خارجه این کشور"},
	},
	{
		"a pronoun tied to the office makes it theirs too",
		"ترامپ فرستادگانش را به دوحه فرستاد و با وزیر خارجه‌اش مشورت کرد.", nil,
		[]string{"office special-envoy USA: فرستادگانش", "office foreign-minister USA: وزیر خارجه‌اش"},
	},
	{
		"somebody's own representatives are his envoys, a state's its officials",
		"دونالد ترامپ سفر نمایندگانش به مسقط را لغو کرد. پوتین نیز نمایندگان خود را نفرستاد. نمایندگان ژاپن آمده بودند.", nil,
		[]string{"office special-envoy USA: نمایندگانش", "office special-envoy RUS: نمایندگان خود", "office other-official JPN: نمایندگان ژاپن"},
	},
	{
		"whose they are tells the clause before the sentence",
		"سفر لاوروف به بغداد در حالی انجام شد که روز شنبه دونالد ترامپ، رئیس‌جمهور آمریکا، سفر نمایندگان خود به قطر را لغو کرد.", nil,
		[]string{"office special-envoy USA: نمایندگان خود"},
	},
	{
		"a deputy before a name serves whom the name names",
		"معاون ترامپ وارد بوداپست شد.", nil,
		[]string{"office vice-president USA: معاون ترامپ"},
	},
	{
		"a counterpart's state can carry the pronoun",
		"وزیر خارجه عمان با همتای فرانسوی‌اش گفت‌وگو کرد.", nil,
		[]string{"office foreign-minister FRA: همتای فرانسوی‌اش"},
	},
	{
		"two officials of a government",
		"دو مقام دولت آمریکا به خبرنگاران گفتند.", nil,
		[]string{"office other-official USA: دو مقام دولت آمریکا"},
	},
	{
		"the government of a named head is the state",
		"دولت مسعود پزشکیان این طرح را پذیرفت.", nil,
		[]string{"country IRN: دولت مسعود پزشکیان"},
	},
	{
		"a delegation is its state's whatever else is said of it",
		"هیئت اعزامی ایران وارد ژنو شد.", nil,
		[]string{"country IRN: هیئت اعزامی ایران"},
	},
	{
		"members of parliament are known by where they sit",
		"حسن کاوه، نماینده قم در مجلس، گفت.",
		named{"حسن کاوه"},
		[]string{"person legislator IRN: حسن کاوه، نماینده قم در مجلس"},
	},
	{
		"a body in quotation marks is whose the leader is",
		"رهبر «حزب‌الله» سخنرانی کرد.", nil,
		[]string{"office party-leader LBN Hezbollah: رهبر «حزب‌الله»"},
	},
	{
		"a diplomat of a state is one of its officials",
		"یک دیپلمات ترک از پیشرفت خبر داد.", nil,
		[]string{"office other-official TUR: یک دیپلمات ترک"},
	},
	{
		"one of the unnamed can be said by an ending",
		"مقامی روس و منابعی آگاه خبر دادند.", nil,
		[]string{"office other-official RUS: مقامی روس"},
	},
	{
		"a source is of the state that it is in",
		"یک منبع در دولت ژاپن خبر داد و منابعی در بغداد گفتند.", nil,
		[]string{"office other-official JPN: یک منبع", "office other-official IRQ: منابعی"},
	},
	{
		"a source near to somebody is of the same state",
		"یک منبع نزدیک به تیم مذاکره‌کننده این خبر را رد کرد.", nil,
		[]string{"office other-official IRN: یک منبع", "office negotiator IRN: تیم مذاکره‌کننده"},
	},
	{
		"«این منبع» is the source, not the official named in between",
		"یک منبع آگاه از سفر معاون وزیر خارجه روسیه خبر داد. این منبع افزود که سفر کوتاه است.", nil,
		[]string{"office other-official: یک منبع آگاه | این منبع"},
	},
	{
		"negotiators of nobody else are the outlet's own",
		"تیم مذاکره‌کننده راهی وین شد.", nil,
		[]string{"office negotiator IRN: تیم مذاکره‌کننده"},
	},
	{
		"one of the Taliban is no Talabani",
		"وزیر خارجه ازبکستان با همتای طالبانی خود دیدار کرد.", nil,
		[]string{"office foreign-minister AFG: همتای طالبانی خود"},
	},
	{
		"whose kin somebody is stands for another",
		"داماد ترامپ به دوحه رفت و ترامپ در واشنگتن ماند.", nil,
		[]string{"office: داماد ترامپ", "person USA: (ترامپ) | ترامپ"},
	},
	{
		"a name right behind tells whose kin it was",
		"برادر آقای ترامپ، رابرت ترامپ، هم آمد.",
		named{"ترامپ", "رابرت ترامپ"},
		[]string{"person USA: برادر آقای ترامپ، رابرت ترامپ"},
	},
	{
		"a king is not his son",
		"ملک سلمان او را پذیرفت و محمد بن سلمان به استقبالش رفت.",
		named{"سلمان", "محمد بن سلمان"},
		[]string{"person SAU: ملک سلمان", "person SAU: محمد بن سلمان"},
	},
	{
		"spokespersons of two things are two",
		"سخنگوی دولت این خبر را رد کرد. مهدی کاوه، سخنگوی سازمان هواپیمایی ایران، هم گفت.",
		named{"مهدی کاوه"},
		[]string{"office spokesperson IRN: سخنگوی دولت", "person spokesperson IRN: مهدی کاوه، سخنگوی سازمان هواپیمایی ایران"},
	},
	{
		"ministers of two things are two, and the name is of him whose title stands beside it",
		"وزیر نیرو و وزیر کار به بغداد رفتند. رضا کاوه، وزیر نیرو، گفت.",
		named{"رضا کاوه"},
		[]string{"person other-minister IRN: وزیر نیرو | رضا کاوه، وزیر نیرو", "office other-minister IRN: وزیر کار"},
	},
	{
		"who is called by the same title is the same",
		"حسن کاوه، مدیرعامل بنیاد نیکوکاری مهر، سخنرانی کرد. پس از او وزیر کار هم سخن گفت. آن گروه از کار خود گزارش داد. مدیرعامل بنیاد نیکوکاری مهر افزود.",
		named{"حسن کاوه"},
		[]string{"person: حسن کاوه، مدیرعامل بنیاد نیکوکاری مهر | او | مدیرعامل بنیاد نیکوکاری مهر"},
	},
	{
		"heads of two institutions are two",
		"رئیس سازمان هواپیمایی به بغداد رفت. علی کاوه، رئیس سازمان حج، هم آنجا بود.",
		named{"علی کاوه"},
		[]string{"office other-official IRN: رئیس سازمان", "person other-official IRN: علی کاوه، رئیس سازمان"},
	},
	{
		"an expert of the lead has the name that follows, and no office",
		"یک کارشناس مسائل ترکیه گفت که راهی هست. به گزارش ایرنا، حسن کاوه افزود که باید صبر کرد.",
		named{"حسن کاوه"},
		[]string{"person: یک کارشناس مسائل ترکیه | حسن کاوه"},
	},
	{
		"the name in the next sentence is the official's",
		"در این نشست سفیر ژاپن گزارشی داد. تارو تاناکا گفت که کار ادامه دارد.",
		named{"تارو تاناکا"},
		[]string{"person ambassador JPN: سفیر ژاپن | تارو تاناکا"},
	},
	{
		"forces, courts and banks are the state's that follows",
		"پلیس ترکیه و بانک مرکزی ژاپن بیانیه دادند.", nil,
		[]string{"org TUR Police: پلیس ترکیه", "org JPN Central Bank of Japan: بانک مرکزی ژاپن"},
	},
	{
		"a state that is called by an article keeps it in the name of what is its own",
		"سفارت آمریکا این را تکذیب کرد.", nil,
		[]string{"org USA Embassy of the United States: سفارت آمریکا"},
	},
	{
		"a former official has no office",
		"حسین کاردان، سفیر سابق ایران در برلین، نوشت.",
		named{"حسین کاردان"},
		[]string{"person IRN: حسین کاردان، سفیر سابق ایران در برلین"},
	},
	{
		"an office without a state is the outlet's own",
		"رئیس‌جمهور فردا به نیویورک می‌رود.", nil,
		[]string{"office president IRN: رئیس‌جمهور"},
	},
	{
		"the head of a body of many states is of none",
		"دبیرکل سازمان همکاری اسلامی این اقدام را محکوم کرد.", nil,
		[]string{"office secretary-general Organisation of Islamic Cooperation: دبیرکل سازمان همکاری اسلامی"},
	},
	{
		"a ministry is a body with its state, and «این وزارتخانه» is it again",
		"وزارت امور خارجه روسیه بیانیه‌ای داد. این وزارتخانه خواهان خویشتنداری شد.", nil,
		[]string{"org RUS Ministry of Foreign Affairs: وزارت امور خارجه روسیه | این وزارتخانه"},
	},
	{
		"the American ministry has its own name",
		"وزارت خارجه آمریکا این خبر را رد کرد.", nil,
		[]string{"org USA Department of State: وزارت خارجه آمریکا"},
	},
	{
		"a short name and one with an article are the same person",
		"فیصل المقداد وارد تهران شد. مقداد در فرودگاه گفت.", nil,
		[]string{"person SYR: فیصل المقداد | مقداد"},
	},
	{
		"a relation of somebody is not somebody",
		"جرد کوشنر، داماد ترامپ، هم حضور داشت.",
		named{"جرد کوشنر", "داماد ترامپ"},
		[]string{"person USA: جرد کوشنر، داماد ترامپ", "person USA: (ترامپ)"},
	},
	{
		"a capital is the state where it acts and a place where somebody goes",
		"مسکو از این طرح حمایت کرد و هیئت ایرانی به دمشق رفت.", nil,
		[]string{"country RUS: مسکو", "country IRN: هیئت ایرانی"},
	},
	{
		"consultation is no consul and a municipality no mayor",
		"رایزنی در شهرداری ادامه یافت.", nil, nil,
	},
	{
		"states that are members are no legislators",
		"کشورهای عضو کمیسیون این طرح را پذیرفتند.", nil, nil,
	},
}

func TestWhomASentenceSpeaksOf(t *testing.T) {
	for _, test := range sentences {
		t.Run(test.why, func(t *testing.T) {
			got := show(read(finder(t, test.names), test.text))
			for _, want := range test.want {
				if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
					t.Errorf("want %q among\n%s", want, strings.Join(got, "\n"))
				}
			}
			if test.want == nil && len(got) > 0 {
				t.Errorf("want nobody, got\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

func TestAPronounIsWhomTheTextIsAbout(t *testing.T) {
	p := read(finder(t, named{}), "عباس عراقچی با وزیر خارجه عمان دیدار کرد. وی گفت که از این دیدار خرسند است.")
	for i, m := range p.Mentions {
		if m.By == page.ByPronoun && p.Actors[m.Actor].Name != "عباس عراقچی" {
			t.Errorf("mention %d, وی, is %+v", i, p.Actors[m.Actor])
		}
	}
}

func TestOnTheOtherHandIsNoOtherMinister(t *testing.T) {
	for text, want := range map[string]string{
		"عباس عراقچی وزیر خارجه ایران آمد. از سوی دیگر وزیر خارجه ایران گفت که می‌ماند.": "عباس عراقچی",
		"عباس عراقچی وزیر خارجه ایران آمد. بار دیگر وزیر خارجه ایران گفت که می‌ماند.":    "عباس عراقچی",
		"عباس عراقچی وزیر خارجه ایران آمد. دیگر وزیر خارجه عمان هم گفت که می‌ماند.":      "",
	} {
		p := read(finder(t, named{"عباس عراقچی"}), text)
		last := p.Mentions[0]
		for _, m := range p.Mentions {
			if m.By == page.ByOffice && m.Inside < 0 {
				last = m
			}
		}
		if got := p.Actors[last.Actor].Name; got != want {
			t.Errorf("%s\nthe last office is held by %q, want %q", text, got, want)
		}
	}
}

func TestAPronounForOneIsNoGroup(t *testing.T) {
	p := read(finder(t, named{"حسن کاوه"}), "حسن کاوه به مسقط رفت. مقام‌های عمان اعلام کردند که او روز شنبه بازمی‌گردد. وی گفت که خرسند است.")
	for _, m := range p.Mentions {
		if m.By == page.ByPronoun && p.Actors[m.Actor].Name != "حسن کاوه" {
			t.Errorf("%s is %+v, want حسن کاوه", p.Surface(m.Start), p.Actors[m.Actor])
		}
	}
}

func TestAPronounThatGoesOnToReportIsWhoSpoke(t *testing.T) {
	for text, want := range map[string]string{
		"حسن کاوه گفت: این کار دشوار است. وزیر خارجه آن را نمی‌پذیرد. وی افزود که راهی هست.":       "حسن کاوه",
		"حسن کاوه گفت که ترامپ آمده است. ترامپ در هتل ماند. وی تأکید کرد که ترامپ به زودی می‌رود.": "حسن کاوه",
		"ترامپ گفت که می‌آید. حسن کاوه گفت که منتظر است. وی افزود که جلسه فرداست.":                 "حسن کاوه",
	} {
		p := read(finder(t, named{"حسن کاوه", "ترامپ"}), text)
		for _, m := range p.Mentions {
			if m.By == page.ByPronoun && p.Actors[m.Actor].Name != want {
				t.Errorf("%q: وی is %s, want %s", text, p.Actors[m.Actor].Name, want)
			}
		}
	}
}

func TestPlacesInTitlesAreNoPlacesOfEvents(t *testing.T) {
	p := read(finder(t, named{}), "سفیر ایران در روسیه در سوچی سخنرانی کرد.")
	if len(p.Places) != 1 || p.Places[0].EN != "Sochi" {
		t.Errorf("got %+v, want Sochi alone", p.Places)
	}
}

func TestThePlacesThatATextNames(t *testing.T) {
	f := finder(t, named{})
	for text, want := range map[string]string{
		"وارد پایتخت پاکستان شد":                        "Islamabad",
		"به واشینگتن رفت":                               "Washington",
		"نشست در اوزاکای ژاپن":                          "Osaka Japan",
		"نشست شورای امنیت برگزار شد":                    "New York",
		"نشست سازمان همکاری شانگهای در بیشکک برگزار شد": "Bishkek",
	} {
		var got []string
		p := read(f, text)
		for _, pl := range p.Places {
			got = append(got, pl.EN)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q names %q, want %s", text, got, want)
		}
	}
}

func TestNamesAreWrittenAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ repaired, arrived, want string }{
		{"سعود‌الفیصل", "سعود الفیصل", "سعود الفیصل"},
		{"حسام‌الدین کریمی", "حسام‌الدین کریمی", "حسام‌الدین کریمی"},
		{"حبیب‌الله کریمی", "حبیب الله کریمی", "حبیب‌الله کریمی"},
		{"هو جین  تائو", "هو جین  تائو", "هو جین تائو"},
		{"کیانی‌پور", "کیانی پور", "کیانی‌پور"},
	} {
		if got := spelled(c.repaired, c.arrived); got != c.want {
			t.Errorf("%q is spelled %q, want %q", c.arrived, got, c.want)
		}
	}
}

func TestAPlaceWhoseNameIsACommonWordNeedsMoreThanThat(t *testing.T) {
	for text, want := range map[string]string{
		"در آستانه روز قدس گفت":                              "",
		"مذاکرات آستانه ادامه دارد":                          "Astana",
		"از این حادثه در امان ماند":                          "",
		"وزیر خارجه اردن در امان میزبان نشست بود":            "Amman",
		"او به کیش رفت":                                      "Kish",
		"اصول و فنون کیش شخصیت":                              "",
		"مسافران وارد بم شدند":                               "Bam",
		"صدای بم این ساز":                                    "",
		"نشست در شهر «دوشنبه» آغاز شد":                       "Dushanbe",
		"روز «دوشنبه» نشست آغاز شد":                          "",
		"در شهر مقدس قم سخنرانی کرد":                         "Qom",
		"هیئت روس به ژنو رفت و در ایروان هم توقف خواهد داشت": "Geneva",
	} {
		p, got := read(finder(t, named{}), text), ""
		if len(p.Places) > 0 {
			got = p.Places[0].EN
		}
		if got == "Jordan" {
			got = p.Places[1].EN
		}
		if got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
