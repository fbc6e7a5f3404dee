package sqlite

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"safir/internal/ledger"
)

// query is the part of a question after its columns.
type query struct {
	from    string
	columns []string // by which rows are in order
	where   []string
	order   string
	args    []any
}

func (q *query) add(condition string, values ...any) {
	q.where, q.args = append(q.where, condition), append(q.args, values...)
}

// addIn demands that a column has one of some values, if there are any.
func addIn[T ~string](q *query, column string, values []T) {
	if len(values) > 0 {
		q.add(column+" IN "+marks(len(values)), anys(values)...)
	}
}

// page puts a query in order and limits it; it gives the direction in SQL.
func (q *query) page(p ledger.Page) (direction string) {
	if p.Newest {
		direction = " DESC"
	}
	q.order = " ORDER BY " + strings.Join(q.columns, direction+", ") + direction
	if p.Limit > 0 {
		q.order += " LIMIT " + strconv.Itoa(p.Limit)
	}
	return direction
}

// text is the query from FROM on.
func (q *query) text() string {
	text := "FROM " + q.from
	if len(q.where) > 0 {
		text += " WHERE " + strings.Join(q.where, " AND ")
	}
	return text + q.order
}

// sideKeys are the keys of who is meant by a side, with how many rows speak of them, up to a bound.
type sideKeys struct {
	ids  []int64
	rows int
}

// list is the keys as SQL has them.
func (s sideKeys) list() string { return list(s.ids) }

func list(ids []int64) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = strconv.FormatInt(id, 10)
	}
	return "(" + strings.Join(out, ",") + ")"
}

// findSide finds the keys of a side. count is a question for how many rows speak of some keys.
func findSide(ctx context.Context, db querier, side ledger.Side, count string) (s sideKeys, err error) {
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
	rows, err := db.QueryContext(ctx, "SELECT id FROM sides WHERE "+condition, args...)
	if err != nil {
		return s, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return s, err
		}
		s.ids = append(s.ids, id)
	}
	if err := rows.Err(); err != nil || len(s.ids) == 0 || count == "" {
		return s, err
	}
	return s, db.QueryRowContext(ctx, fmt.Sprintf(count, s.list())).Scan(&s.rows)
}

func marks(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }

func anys[T ~string](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
