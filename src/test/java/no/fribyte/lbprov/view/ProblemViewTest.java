package no.fribyte.lbprov.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.problem.Where;
import org.junit.jupiter.api.Test;

class ProblemViewTest {
    private final Screen screen = Screen.plain();

    @Test
    void a_problem_says_where_what_why_and_what_to_try() {
        new ProblemView(screen.terminal)
                .show(Problem.error("the virtual IP is outside its subnet")
                        .because("198.51.100.10 is not in 203.0.113.0/24\nnor anywhere else")
                        .hint("give it an address of the network")
                        .at(new Where("profiles/demo.yaml", 12, 5, "/virtual-ips/addresses")));

        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).isEqualTo("""
                profiles/demo.yaml:12:5: /virtual-ips/addresses: Error: the virtual IP is outside its subnet
                  why: 198.51.100.10 is not in 203.0.113.0/24
                       nor anywhere else
                  try: give it an address of the network
                """);
    }

    @Test
    void a_command_line_to_try_is_the_one_that_works_here() {
        Screen built = Screen.startedBy("target/lbprov");
        new ProblemView(built.terminal)
                .show(Problem.warning("lbprov rebuild was begun")
                        .hint("`lbprov rebuild demo lb1` ends it; see\nlbprov status demo, with lbprov 0.2 or later"));

        assertThat(built.err()).isEqualTo("""
                Warning: lbprov rebuild was begun
                  try: `target/lbprov rebuild demo lb1` ends it; see
                       target/lbprov status demo, with lbprov 0.2 or later
                """);
    }

    @Test
    void what_is_not_known_is_left_out() {
        new ProblemView(screen.terminal).show(Problem.warning("odd"));

        assertThat(screen.err()).isEqualTo("Warning: odd\n");
    }

    @Test
    void several_errors_are_counted_and_warnings_are_not() {
        new ProblemView(screen.terminal).show(List.of(Problem.error("a"), Problem.warning("b"), Problem.error("c")));
        assertThat(screen.err()).isEqualTo("Error: a\nWarning: b\nError: c\n2 problems\n");

        Screen one = Screen.plain();
        new ProblemView(one.terminal).show(List.of(Problem.error("a"), Problem.warning("b")));
        assertThat(one.err()).isEqualTo("Error: a\nWarning: b\n");
    }

    @Test
    void errors_are_red_and_warnings_yellow_on_a_terminal() {
        Screen coloured = Screen.coloured();
        new ProblemView(coloured.terminal).show(List.of(Problem.error("a"), Problem.warning("b")));

        assertThat(coloured.err()).isEqualTo("\u001b[31mError:\u001b[0m a\n\u001b[33mWarning:\u001b[0m b\n");
    }
}
