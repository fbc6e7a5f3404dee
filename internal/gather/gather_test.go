package gather_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"safir/internal/gather"
)

const visit = "وزیر خارجه قطر وارد تهران شد."

// take reads a text as standard input; each dispatch is its body, each refusal what it says.
func take(t *testing.T, text io.Reader) (bodies, refusals []string) {
	for item, err := range gather.From(t.Context(), []string{"-"}, gather.Options{Stdin: text}) {
		if err != nil {
			refusals = append(refusals, err.Error())
		} else {
			bodies = append(bodies, item.Dispatch.Body)
		}
	}
	return bodies, refusals
}

func TestATextArrivesAsItIs(t *testing.T) {
	for _, text := range []string{visit, visit + "\r\n", "  " + visit + "\n\n", "{" + visit + "}", "[تصویر] " + visit} {
		if bodies, refusals := take(t, strings.NewReader(text)); len(bodies) != 1 || bodies[0] != text {
			t.Errorf("%q: got %q, refused %q", text, bodies, refusals)
		}
	}
}

func TestALineOfAnyLengthUpToTheLimitIsRead(t *testing.T) {
	body := strings.Repeat(visit, 18000) // 945 KB, more than any buffer holds
	text := `{"body":"` + body + `"}` + "\n" + `{"body":"` + visit + `"}`
	if bodies, refusals := take(t, strings.NewReader(text)); len(bodies) != 2 || bodies[0] != body || bodies[1] != visit {
		t.Errorf("got %d dispatches, refused %q", len(bodies), refusals)
	}
	long := strings.Replace(text, body, body+body, 1)
	bodies, refusals := take(t, strings.NewReader(long))
	if len(bodies) != 1 || len(refusals) != 1 || !strings.HasPrefix(refusals[0], "stdin:1: 1 MB of text are too long") {
		t.Errorf("got %d dispatches, refused %q", len(bodies), refusals)
	}
}

func TestAStreamThatBreaksIsToldAtItsLine(t *testing.T) {
	line := `{"body":"` + visit + `"}` + "\n"
	bodies, refusals := take(t, io.MultiReader(strings.NewReader(line+line), iotest.ErrReader(errors.New("the disk is gone"))))
	if len(bodies) != 2 || len(refusals) != 1 || refusals[0] != "stdin:3: the disk is gone; the rest is not read" {
		t.Errorf("got %d dispatches, refused %q", len(bodies), refusals)
	}
}

func TestStoppingEarlyReadsNoFurther(t *testing.T) {
	line := `{"body":"` + visit + `"}` + "\n"
	taken := 0
	for range gather.From(t.Context(), []string{"-", "nowhere"}, gather.Options{Stdin: strings.NewReader(line + line)}) {
		if taken++; taken == 1 {
			break
		}
	}
	if taken != 1 {
		t.Errorf("took %d after being stopped at the first", taken)
	}
}

func TestDaysAreISO8601(t *testing.T) {
	for day, good := range map[string]bool{
		"2022-04-21": true, "2022-04-21T08:30:00Z": true, "2022-04-21T08:30:00.5+03:30": true, "2022-04-21T08:30:00": true,
		"2022-04-21T08:30": true, "2022-04-21 08:30:00": true, "2022-04-31": false, "21.4.2022": false, "1401-02-01": false,
		"۲۰۲۲-۰۴-۲۱": false, "": false,
	} {
		if err := gather.CheckDay(day); (err == nil) != good {
			t.Errorf("%q: %v", day, err)
		}
	}
}
