#!/usr/bin/env Rscript
# Runs the R blocks of the documentation's page on traps (src/guide/traps.md) in the released packages,
# and compares what they give with the comment at their end:
#
#     Rscript -e 'install.packages("yardstick")'
#     Rscript tests/it/data/traps.R
#
# A line for every block goes to the output, and if one is not reproduced, or if what is installed is
# not the version that the page names, the exit code is 1.

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
page <- readLines(file.path(dirname(script), "../../../src/guide/traps.md"))

# What the pattern captures in the last line above a block that has it.
above <- function(start, pattern) {
  line <- tail(grep(pattern, page[seq_len(start)], value = TRUE), 1)
  sub(pattern, "\\1", line)
}

# Runs the block that begins after a line, and says whether it gives what the page says.
reproduced <- function(start) {
  place <- strsplit(above(start, "^[*][*]([^*]+)[*][*].*"), " ")[[1]]
  library(place[1], character.only = TRUE)
  installed <- as.character(packageVersion(place[1]))
  code <- page[seq(start + 1, start + match("```", page[-seq_len(start)]) - 1)]
  says <- sub(".*# ", "", tail(code, 1))
  seen <- format(eval(parse(text = code), new.env()))
  right <- seen == says && installed == place[2]
  row <- above(start, "^### ([0-9]+).*")
  cells <- c(row, paste(place[1], installed), says, seen, if (right) "yes" else "NO")
  cat("|", paste(cells, collapse = " | "), "|\n")
  right
}

cat("| row | where | the page says | seen | reproduced |\n|---|---|---|---|---|\n")
right <- vapply(which(page == "```r"), reproduced, logical(1))
cat(sprintf("\n%d of %d blocks reproduced.\n", sum(right), length(right)))
quit(status = as.integer(!all(right)))
