package no.fribyte.lbprov.matrix;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.support.Result;

/** How a run ended, in the words of its problems: what a user reads, in one line. */
record Told(int exit, List<String> problems) {

    static Told of(Result result) {
        List<String> problems = new ArrayList<>();
        StringBuilder problem = new StringBuilder();
        for (String line : result.err().lines().toList()) {
            boolean begins = line.startsWith("Error: ") || line.startsWith("Warning: ");
            boolean goesOn = line.startsWith("  ") && !problem.isEmpty();
            if (!goesOn && !problem.isEmpty()) {
                problems.add(problem.toString());
                problem.setLength(0);
            }
            if (begins || goesOn) {
                problem.append(problem.isEmpty() ? "" : " ").append(line.strip());
            }
        }
        if (!problem.isEmpty()) {
            problems.add(problem.toString());
        }
        return new Told(result.exitCode(), problems.stream().map(Told::steady).toList());
    }

    List<String> errors() {
        return problems.stream()
                .filter(problem -> problem.startsWith("Error: "))
                .toList();
    }

    /** Without what differs from run to run. */
    private static String steady(String text) {
        return text.replaceAll("UPID:[^ ;)]+", "UPID")
                .replaceAll("fingerprint [0-9A-F:]+", "fingerprint XX")
                .replaceAll("process [0-9]+", "process N")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "ADDRESS")
                .replaceAll("for [0-9]+ s\\b", "for N s")
                .replaceAll("in [0-9]+ s\\b", "in N s");
    }

    @Override
    public String toString() {
        return "%d | %s".formatted(exit, problems.isEmpty() ? "-" : String.join(" // ", problems));
    }
}
