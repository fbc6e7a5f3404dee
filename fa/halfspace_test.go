package fa

import (
	"strings"
	"testing"
	"unicode"
)

// gapsOf are the gaps of a text before its letters of any kind but white space and half-spaces: 'Z' for a half-space, 'S' for
// white space, 'N' for nothing.
func gapsOf(text string) []byte {
	var out []byte
	gap := byte('N')
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			gap = 'S'
		case r == ZWNJ:
			if gap == 'N' {
				gap = 'Z'
			}
		default:
			out, gap = append(out, gap), 'N'
		}
	}
	return out
}

// halfSpaceScore counts half-spaces of a text that a repaired one has too.
type halfSpaceScore struct{ hit, invented, missed int }

func (s *halfSpaceScore) add(gold, system []byte) {
	if len(gold) != len(system) {
		for _, g := range gold {
			if g == 'Z' {
				s.missed++
			}
		}
		return
	}
	for i := range gold {
		switch {
		case gold[i] == 'Z' && system[i] == 'Z':
			s.hit++
		case gold[i] == 'Z':
			s.missed++
		case system[i] == 'Z':
			s.invented++
		}
	}
}

func (s *halfSpaceScore) f1() float64 {
	return 200 * float64(s.hit) / float64(2*s.hit+s.invented+s.missed)
}

// TestHalfSpacesOfTreebanks scores what repair restores in the test splits of treebanks, line by line: after half-spaces were deleted,
// after they became spaces, and how many it invents in the text as it is, taken whole and each line for itself.
func TestHalfSpacesOfTreebanks(t *testing.T) {
	damage := map[string]string{"deleted": "", "spaced": " ", "kept": halfSpace}
	for _, c := range []struct {
		name, damage string
		least        float64
	}{
		{"fa_perdt-ud-test", "deleted", 96.5},
		{"fa_perdt-ud-test", "spaced", 94},
		{"fa_perdt-ud-test", "kept", 100},
		{"fa_seraji-ud-test", "deleted", 89.9},
		{"fa_seraji-ud-test", "spaced", 91.5},
		{"fa_seraji-ud-test", "kept", 100},
	} {
		lines := strings.Split(strings.TrimSpace(treebankLines(t, c.name)), "\n")
		whole := strings.Split(Repair(strings.ReplaceAll(strings.Join(lines, "\n"), halfSpace, damage[c.damage])).Repaired, "\n")
		if len(whole) != len(lines) {
			t.Fatalf("%s: %d lines became %d", c.name, len(lines), len(whole))
		}
		var together, alone halfSpaceScore
		for i, line := range lines {
			gold := gapsOf(line)
			together.add(gold, gapsOf(whole[i]))
			alone.add(gold, gapsOf(Repair(strings.ReplaceAll(line, halfSpace, damage[c.damage])).Repaired))
		}
		t.Logf("%s, half-spaces %s: F1 %.2f, %d invented; each line for itself F1 %.2f, %d invented", c.name, c.damage,
			together.f1(), together.invented, alone.f1(), alone.invented)
		if together.f1() < c.least {
			t.Errorf("%s, %s: F1 %.2f, want %.2f or more", c.name, c.damage, together.f1(), c.least)
		}
	}
}
