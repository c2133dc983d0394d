package no.fribyte.lbprov.profile.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.problem.Where;

/** Collects problems, so that all of them can be told in one go. */
public final class Findings {
    private final Set<Problem> problems = new LinkedHashSet<>();

    public void error(Where where, String summary, String why, String attempt) {
        add(Problem.error(summary).because(why).hint(attempt).at(where));
    }

    public void warning(Where where, String summary, String why, String attempt) {
        add(Problem.warning(summary).because(why).hint(attempt).at(where));
    }

    public void add(Problem problem) {
        problems.add(problem);
    }

    public void addAll(Collection<Problem> others) {
        problems.addAll(others);
    }

    /** The JSON pointers of all values that have an error. */
    public Set<String> broken() {
        return problems.stream()
                .filter(Problem::isError)
                .flatMap(problem -> problem.where().stream())
                .map(Where::path)
                .collect(Collectors.toSet());
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** Each problem once, in the order of the lines; files stay in the order in which they were read. */
    public List<Problem> inOrder(List<String> files) {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt((Problem problem) -> rank(files, problem))
                .thenComparingInt(problem -> problem.where().map(Where::line).orElse(0))
                .thenComparingInt(problem -> problem.where().map(Where::column).orElse(0)));
        return List.copyOf(sorted);
    }

    private static int rank(List<String> files, Problem problem) {
        int index = files.indexOf(problem.where().map(Where::file).orElse(""));
        return index < 0 ? files.size() : index;
    }
}
