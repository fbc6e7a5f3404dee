package learn

// always is the fact that holds of every case; its weights become the model's bias.
const always = 1

// TrainSmooth learns a model by L-BFGS: the weights at which the right labels are likeliest, less the pull towards zero. No
// seed and no order of examples matters.
func TrainSmooth(labels []string, examples []Example, opt ChoiceOptions) *Model {
	w, _ := chooseBy(labels, choicesOf(len(labels), examples, always), opt)
	if row := w.facts.find(always); row >= 0 {
		weights := w.rows[int(row)*w.width:][:w.width]
		copy(w.bias, weights)
		clear(weights)
	}
	return w.model()
}
