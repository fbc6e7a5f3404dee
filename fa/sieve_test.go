package fa

import (
	"strconv"
	"testing"
)

func TestASieveLetsThroughWhatWasPutInAndLittleElse(t *testing.T) {
	const n = 1000
	s := NewSieve(n)
	for i := range n {
		s.Add(strconv.Itoa(i))
	}
	through := 0
	for i := range 2 * n {
		if may := s.May(KeyHash(strconv.Itoa(i))); i < n && !may {
			t.Fatalf("%d was put in, and does not come through", i)
		} else if may {
			through++
		}
	}
	if through > n+n/4 {
		t.Errorf("%d of %d others come through", through-n, n)
	}
	d := NewDoc("وزیر خارجه ۱۲")
	for i := -1; i <= len(d.Tokens); i++ {
		if d.Hash(i) != KeyHash(d.Key(i)) {
			t.Errorf("token %d has another hash than its key", i)
		}
	}
}
