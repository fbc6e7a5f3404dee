package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"safir"
	"safir/internal/ledger"
)

// registry makes the schemas of the domain's types, which know nothing of OpenAPI: spans are pairs of numbers, closed lists have their
// values.
func registry() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", schemaName)
	for of, with := range map[reflect.Type]reflect.Type{
		reflect.TypeFor[safir.Span](): reflect.TypeFor[spanSchema](), reflect.TypeFor[safir.EventType](): reflect.TypeFor[typeSchema](),
		reflect.TypeFor[safir.Status](): reflect.TypeFor[statusSchema](), reflect.TypeFor[safir.Role](): reflect.TypeFor[roleSchema](),
		reflect.TypeFor[safir.Kind](): reflect.TypeFor[kindSchema](), reflect.TypeFor[safir.Act](): reflect.TypeFor[actSchema](),
		reflect.TypeFor[ledger.CorrectionKind](): reflect.TypeFor[correctionSchema](),
	} {
		r.RegisterTypeAlias(of, with)
	}
	return r
}

// schemaName keeps the terms of a record apart from the ledger's of the same name.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.PkgPath() != reflect.TypeFor[safir.Record]().PkgPath() || name == "Record":
		return name
	case name == "Dispatch":
		return "ArrivedDispatch"
	}
	return "Record" + name
}

type (
	spanSchema       struct{}
	typeSchema       string
	statusSchema     string
	roleSchema       string
	kindSchema       string
	actSchema        string
	correctionSchema string
)

// Schema is a pair of numbers.
func (spanSchema) Schema(huma.Registry) *huma.Schema {
	two := 2
	return &huma.Schema{
		Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeInteger}, MinItems: &two, MaxItems: &two,
		Description: "[start, end) in Unicode code points",
	}
}

// Schema lists the types of events.
func (typeSchema) Schema(huma.Registry) *huma.Schema { return enum(safir.EventTypes...) }

// Schema lists the statuses.
func (statusSchema) Schema(huma.Registry) *huma.Schema { return enum(safir.Statuses...) }

// Schema lists the roles.
func (roleSchema) Schema(huma.Registry) *huma.Schema { return enum(safir.Roles...) }

// Schema lists the kinds of actors.
func (kindSchema) Schema(huma.Registry) *huma.Schema {
	return enum(safir.Person, safir.Office, safir.Country, safir.Org)
}

// Schema lists the acts.
func (actSchema) Schema(huma.Registry) *huma.Schema { return enum(safir.Acts...) }

// Schema lists the kinds of corrections.
func (correctionSchema) Schema(huma.Registry) *huma.Schema {
	return enum(ledger.Joining, ledger.Splitting, ledger.Editing, ledger.Undoing)
}

func enum[T ~string](values ...T) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, v := range values {
		s.Enum = append(s.Enum, string(v))
	}
	return s
}
