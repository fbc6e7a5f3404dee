package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// archive writes many invented dispatches of visits and calls: archive NUMBER TO.
func archive(ts *testscript.TestScript, _ bool, args []string) {
	var number int
	_, err := fmt.Sscan(args[0], &number)
	ts.Check(err)
	out, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	defer out.Close()
	lines := json.NewEncoder(out)
	people := []string{"هاکان فیدان وزیر امور خارجه ترکیه", "سرگئی لاوروف وزیر امور خارجه روسیه", "بدر البوسعیدی وزیر امور خارجه عمان", "فیصل المقداد وزیر امور خارجه سوریه"}
	told := []string{"امروز وارد تهران شد", "دیروز وارد تهران شد", "امروز با عباس عراقچی وزیر امور خارجه کشورمان تلفنی گفت‌وگو کرد"}
	for i := range number {
		day := time.Date(2024, 1, 1+i/3, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		text := people[i*7%len(people)] + " " + told[i%len(told)] + "."
		if i%5 == 0 {
			text += " وی افزود: همکاری دو کشور در همه زمینه‌ها ادامه می‌یابد."
		}
		ts.Check(lines.Encode(map[string]string{"id": fmt.Sprint("d", i), "agency": "irna", "published": day, "body": text}))
	}
}

// firstID sets $ID to the id of the first event of a file: firstid FILE.
func firstID(ts *testscript.TestScript, _ bool, args []string) {
	line, _, _ := strings.Cut(ts.ReadFile(args[0]), "\n")
	var event struct{ ID string }
	ts.Check(json.Unmarshal([]byte(line), &event))
	ts.Setenv("ID", event.ID)
}

// runSQL changes a database behind the program's back: sqlite FILE SQL.
func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}
