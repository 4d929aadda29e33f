package count

var made int

func Next(who string) int {
	made++
	println(who+":", made)
	return made
}
