module safir

go 1.26.0

require (
	github.com/alecthomas/kong v1.17.0
	github.com/clipperhouse/displaywidth v0.11.0
	github.com/hablullah/go-hijri v1.0.2
	github.com/jalaali/go-jalaali v0.1.0
	golang.org/x/text v0.44.0
	golang.org/x/tools v0.52.0
)

require (
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/hablullah/go-juliandays v1.0.0 // indirect
)
