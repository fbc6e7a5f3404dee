package tables

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"safir/internal/ledger"
)

// Query is the part of a question after its columns.
type Query struct {
	From    string
	Columns []string // by which rows are in order
	Where   []string
	Order   string
	Args    []any
}

func (q *Query) add(condition string, values ...any) {
	q.Where, q.Args = append(q.Where, condition), append(q.Args, values...)
}

// addIn demands that a column has one of some values, if there are any.
func addIn[T ~string](q *Query, column string, values []T) {
	if len(values) > 0 {
		q.add(column+" IN "+marks(len(values)), anys(values)...)
	}
}

// Page puts a query in order and limits it; it gives the direction in SQL.
func (q *Query) Page(p ledger.Page) (direction string) {
	if p.Newest {
		direction = " DESC"
	}
	q.Order = " ORDER BY " + strings.Join(q.Columns, direction+", ") + direction
	if p.Limit > 0 {
		q.Order += " LIMIT " + strconv.Itoa(p.Limit)
	}
	return direction
}

// Text is the query from FROM on.
func (q *Query) Text() string {
	text := "FROM " + q.From
	if len(q.Where) > 0 {
		text += " WHERE " + strings.Join(q.Where, " AND ")
	}
	return text + q.Order
}

// sideKeys are the keys of who is meant by a side, with how many rows speak of them, up to a bound.
type sideKeys struct {
	ids  []int64
	rows int
}

// list is the keys as SQL has them.
func (s sideKeys) list() string { return numbers(s.ids) }

func numbers(ids []int64) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = strconv.FormatInt(id, 10)
	}
	return "(" + strings.Join(out, ",") + ")"
}

// findSide finds the keys of a side. count is a question for how many rows speak of some keys.
func findSide(ctx context.Context, db Querier, side ledger.Side, count string) (s sideKeys, err error) {
	condition, args := "", []any{}
	switch {
	case side.State != "":
		condition, args = "kind = 'country' AND name = '' AND office = '' AND country = ? AND org = ''", []any{side.State}
	case side.Org != "":
		condition, args = "kind = 'org' AND org = ?", []any{side.Org}
	default:
		var either []string
		if len(side.People) > 0 {
			either, args = append(either, "person <> '' AND person IN "+marks(len(side.People))), append(args, anys(side.People)...)
		}
		if len(side.Names) > 0 {
			either, args = append(either, "name <> '' AND name IN "+marks(len(side.Names))), append(args, anys(side.Names)...)
		}
		if len(either) == 0 {
			return s, nil
		}
		condition = strings.Join(either, " OR ")
	}
	if s.ids, err = List[int64](ctx, db, "SELECT id FROM sides WHERE "+condition, args...); err != nil || len(s.ids) == 0 || count == "" {
		return s, err
	}
	return s, one(ctx, db, fmt.Sprintf(count, s.list()), nil, &s.rows)
}

func marks(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }

func anys[T ~string](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
