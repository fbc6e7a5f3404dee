package export

import (
	"encoding/xml"
	"io"
	"strconv"

	"safir"
	label "safir/internal/labels"
)

// The elements of GEXF 1.3.
type (
	gexfFile struct {
		XMLName xml.Name  `xml:"http://gexf.net/1.3 gexf"`
		Version string    `xml:"version,attr"`
		Meta    gexfMeta  `xml:"meta"`
		Graph   gexfGraph `xml:"graph"`
	}
	gexfMeta struct {
		Creator     string `xml:"creator"`
		Description string `xml:"description"`
	}
	gexfGraph struct {
		Mode       string           `xml:"mode,attr"`
		EdgeType   string           `xml:"defaultedgetype,attr"`
		TimeFormat string           `xml:"timeformat,attr"`
		Time       string           `xml:"timerepresentation,attr"`
		Attributes []gexfAttributes `xml:"attributes"`
		Nodes      []gexfNode       `xml:"nodes>node"`
		Edges      []gexfEdge       `xml:"edges>edge"`
	}
	gexfAttributes struct {
		Class string          `xml:"class,attr"`
		List  []gexfAttribute `xml:"attribute"`
	}
	gexfAttribute struct {
		ID    string `xml:"id,attr"`
		Title string `xml:"title,attr"`
		Type  string `xml:"type,attr"`
	}
	gexfNode struct {
		ID     string      `xml:"id,attr"`
		Label  string      `xml:"label,attr"`
		Start  string      `xml:"start,attr,omitempty"`
		End    string      `xml:"end,attr,omitempty"`
		Values []gexfValue `xml:"attvalues>attvalue"`
	}
	gexfEdge struct {
		ID     string      `xml:"id,attr"`
		Source string      `xml:"source,attr"`
		Target string      `xml:"target,attr"`
		Kind   string      `xml:"kind,attr"` // by which parallel edges are told apart
		Label  string      `xml:"label,attr"`
		Weight int         `xml:"weight,attr"`
		Start  string      `xml:"start,attr,omitempty"`
		End    string      `xml:"end,attr,omitempty"`
		Values []gexfValue `xml:"attvalues>attvalue"`
	}
	gexfValue struct {
		For   string `xml:"for,attr"`
		Value string `xml:"value,attr"`
	}
)

const networkTitle = "Who is in contact with whom"

func eventsGEXF(w io.Writer, c *Contents, o *Options) error { return writeGEXF(w, c, o, nil) }

func peopleGEXF(w io.Writer, c *Contents, o *Options) error { return writeGEXF(w, c, o, persons) }

// writeGEXF writes a network as GEXF. Edges are undirected, since readers refuse a mixture: where one acts on the other, the source is the
// one who acts and the attribute acts is true.
func writeGEXF(w io.Writer, c *Contents, o *Options, only func(*safir.Actor) bool) error {
	n, err := contacts(c.Events, o.World, only)
	if err != nil {
		return err
	}
	g := gexfGraph{Mode: "dynamic", EdgeType: "undirected", TimeFormat: "date", Time: "interval"}
	g.Attributes = []gexfAttributes{{"node", declared(nodeAttributes)}, {"edge", declared(edgeAttributes)}}
	for _, v := range n.nodes() {
		g.Nodes = append(g.Nodes, gexfNode{v.ID, v.Name.EN, v.First, v.Last, values(v, nodeAttributes)})
	}
	for _, t := range n.edges() {
		g.Edges = append(g.Edges, gexfEdge{
			t.ID, t.From, t.To, string(t.Type), label.Of("type", string(t.Type)).EN, t.Weight, t.First, t.Last, values(t, edgeAttributes),
		})
	}
	return writeXML(w, gexfFile{Version: "1.3", Meta: gexfMeta{coder, networkTitle}, Graph: g})
}

func declared[T any](list []attribute[T]) []gexfAttribute {
	out := make([]gexfAttribute, len(list))
	for i, a := range list {
		out[i] = gexfAttribute{a.id, a.id, a.kind}
	}
	return out
}

// values are the attributes that are known.
func values[T any](of T, list []attribute[T]) (out []gexfValue) {
	for _, a := range list {
		if v := a.of(of); v != "" {
			out = append(out, gexfValue{a.id, v})
		}
	}
	return out
}

// writeXML writes an XML file.
func writeXML(w io.Writer, v any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func number(n int) string { return strconv.Itoa(n) }
