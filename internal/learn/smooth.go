package learn

import "sort"

// always is the fact that holds of every case; its weights become the model's bias.
const always = 1

// TrainSmooth learns a model by L-BFGS: the weights at which the right labels are likeliest, less the pull towards zero. On the
// few thousand cases that gold gives it is surer than [Train], and no seed or order of examples matters.
func TrainSmooth(labels []string, examples []Example, opt ChoiceOptions) *Model {
	choices := make([]Choice, len(examples))
	none := make([][]uint32, len(labels))
	for i, e := range examples {
		facts := append(append(make([]uint32, 0, len(e.Features)+1), e.Features...), always)
		choices[i] = Choice{Case: facts, Options: none, Right: e.Label, Weight: float64(e.Weight)}
	}
	m, _ := TrainChoice(labels, choices, opt)
	if row := sort.Search(len(m.hashes), func(i int) bool { return m.hashes[i] >= always }); row < len(m.hashes) && m.hashes[row] == always {
		for l := range labels {
			m.bias[l], m.weights[row*len(labels)+l] = m.weights[row*len(labels)+l], 0
		}
	}
	return m
}
