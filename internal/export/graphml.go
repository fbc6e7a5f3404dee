package export

import (
	"encoding/xml"
	"io"

	"safir"
)

// The elements of GraphML 1.0.
type (
	graphmlFile struct {
		XMLName xml.Name     `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
		Keys    []graphmlKey `xml:"key"`
		Graph   graphmlGraph `xml:"graph"`
	}
	graphmlKey struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	}
	graphmlGraph struct {
		ID      string        `xml:"id,attr"`
		Default string        `xml:"edgedefault,attr"`
		Nodes   []graphmlNode `xml:"node"`
		Edges   []graphmlEdge `xml:"edge"`
	}
	graphmlNode struct {
		ID   string         `xml:"id,attr"`
		Data []graphmlValue `xml:"data"`
	}
	graphmlEdge struct {
		ID     string         `xml:"id,attr"`
		Source string         `xml:"source,attr"`
		Target string         `xml:"target,attr"`
		Data   []graphmlValue `xml:"data"`
	}
	graphmlValue struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
)

func eventsGraphML(w io.Writer, c *Contents, o *Options) error { return writeGraphML(w, c, o, nil) }

func peopleGraphML(w io.Writer, c *Contents, o *Options) error { return writeGraphML(w, c, o, persons) }

// writeGraphML writes a network as GraphML, with undirected edges as [writeGEXF] has them.
func writeGraphML(w io.Writer, c *Contents, o *Options, only func(*safir.Actor) bool) error {
	n, err := contacts(c.Events, o.World, only)
	if err != nil {
		return err
	}
	ofNodes := append([]attribute[*node]{{"label", "string", func(v *node) string { return v.Name.EN }}}, nodeAttributes...)
	ofEdges := append([]attribute[*tie]{{"weight", "integer", func(t *tie) string { return number(t.Weight) }}}, edgeAttributes...)
	file := graphmlFile{Keys: append(keys("node", ofNodes), keys("edge", ofEdges)...), Graph: graphmlGraph{ID: "contacts", Default: "undirected"}}
	for _, v := range n.nodes() {
		file.Graph.Nodes = append(file.Graph.Nodes, graphmlNode{v.ID, graphmlData("node", v, ofNodes)})
	}
	for _, t := range n.edges() {
		file.Graph.Edges = append(file.Graph.Edges, graphmlEdge{t.ID, t.From, t.To, graphmlData("edge", t, ofEdges)})
	}
	return writeXML(w, file)
}

// graphmlTypes are GraphML's names of what GEXF calls otherwise.
var graphmlTypes = map[string]string{"string": "string", "integer": "int", "boolean": "boolean"}

func keys[T any](of string, list []attribute[T]) (out []graphmlKey) {
	for _, a := range list {
		out = append(out, graphmlKey{of + "_" + a.id, of, a.id, graphmlTypes[a.kind]})
	}
	return out
}

func graphmlData[T any](kind string, of T, list []attribute[T]) (out []graphmlValue) {
	for _, a := range list {
		if v := a.of(of); v != "" {
			out = append(out, graphmlValue{kind + "_" + a.id, v})
		}
	}
	return out
}
