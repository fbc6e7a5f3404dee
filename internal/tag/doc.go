// Package tag finds what a word is from the words around it: which words are names of people, places and organisations
// ([Names]), and which part of speech and which lemma each word has ([Tagger]).
//
// Both are linear chains (conditional random fields): a sentence's tags are chosen together, and never depend on another
// sentence. A token's facts are its letters, its classes in unlabelled news, what lists and a lexicon say of it. They
// are mixed into features, each a 64-bit number; a model is a table from such numbers to one small weight per label, kept in the
// file as it is used, packed, so that loading is nothing but unpacking it. Tables with a few hundred thousand features fit the cache,
// and summing rows of eight or sixteen bytes is most of the work: that is what makes it fast.
//
// Words are compared by their keys ([safir/fa.Key]): half-spaces and Arabic letters make no difference.
//
// Learning goes in three steps, each resting on those before: word classes from news ([TrainClasses]), names ([TrainNames]), parts
// of speech and lemmas ([TrainWords]). The same data give the same bytes. Parts of speech are learned from the treebanks and from sentences of the
// news, tagged by a teacher that is itself learned from the treebanks and not kept; what many words are that the treebanks seldom have is
// written down in data/parts.tsv.
package tag
