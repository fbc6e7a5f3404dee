package markup_test

import (
	"strings"
	"testing"

	"safir/internal/gather/markup"
)

func TestTextIsWhatAReaderSees(t *testing.T) {
	for page, want := range map[string]string{
		"<p>یک\n  دو</p><p>سه</p>":                              "یک دو\nسه",
		"یک<br>دو<br/><br>سه":                                   "یک\nدو\nسه",
		"<p>می&zwnj;رود&nbsp;خانه</p>":                          "می\u200cرود\u00a0خانه",
		"<b>یک</b> <i>دو</i><span>سه</span>":                    "یک دوسه",
		"<div>یک<div>دو</div>سه</div>":                          "یک\nدو\nسه",
		"یک<script>x = 1</script><style>p{}</style>":            "یک",
		"<figure><img><figcaption>عکس</figcaption></figure>متن": "متن",
		"<ul><li>یک</li><li>دو</li></ul>":                       "یک\nدو",
		"  ":                                                    "",
		"&lt;b&gt; &amp;":                                       "<b> &",
	} {
		root, err := markup.Parse([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		if got := markup.Text(root); got != want {
			t.Errorf("%s: got %q, want %q", page, got, want)
		}
	}
}

func TestPagesThatNobodyWritesAreRefused(t *testing.T) {
	for page, why := range map[string]string{
		strings.Repeat("<div>", 10_000): "cannot be taken apart", strings.Repeat("<br>", 400_000): "more than 300000 tags",
	} {
		if _, err := markup.Parse([]byte(page)); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%.20s…: got %v, want %q", page, err, why)
		}
	}
}
