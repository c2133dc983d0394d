package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a pseudo terminal, and off it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalIT {
    private static final String ESCAPE = "\u001b[";
    private static final String CTRL_C = "\u0003";

    @TempDir
    Path home;

    @Test
    void a_person_sees_live_lines_and_colours_and_may_think_better_of_it() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Answer create = lbprov.startOnTerminal("create demo").end();
            int writes = lbprov.world().writes().size();
            Run rebuild = lbprov.startOnTerminal("rebuild demo load-balancer-1");
            rebuild.awaitOut("Go on\\? \\[y/N\\] ");
            rebuild.type(CTRL_C);
            Answer stopped = rebuild.end();

            assertThat(create.status()).as(create.out()).isZero();
            assertThat(create.out()).contains(ESCAPE + "32m✓", ESCAPE + "1A", "  … download ");
            assertThatNothingIsLeftOver(Screen.after(create.out(), 300));
            assertThatNothingIsLeftOver(Screen.after(create.out(), 80));
            assertThat(stopped.status()).isEqualTo(130);
            assertThat(stopped.out())
                    .containsSubsequence(
                            "Plan: rebuild",
                            "the VM 200 is deleted in the end",
                            "Go on? [y/N] ",
                            "interrupted while waiting for an answer",
                            "why: nothing was done");
            assertThat(lbprov.world()
                            .writes()
                            .subList(writes, lbprov.world().writes().size()))
                    .allMatch(call -> call.matches("POST .*/agent/(ping|exec)"));
        }
    }

    @Test
    void no_colours_are_used_where_they_are_not_wanted() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            String validate = "exec '%s' plan demo --offline".formatted(Lbprov.LAUNCHER);
            List<String> command = List.of("script", "-qec", validate, "/dev/null");
            Map<String, String> terminal = Map.of("TERM", "xterm");
            Map<String, String> plain = Map.of("TERM", "xterm", "NO_COLOR", "1");

            assertThat(lbprov.start(Lbprov.CHECKOUT, terminal, command).end().out())
                    .contains(ESCAPE + "32m+");
            assertThat(lbprov.start(Lbprov.CHECKOUT, plain, command).end().out())
                    .contains("+ create VM")
                    .doesNotContain(ESCAPE);
            Answer piped = lbprov.run("create", "demo");
            assertThat(piped.out() + piped.err())
                    .contains("done: create VM", "demo  healthy")
                    .doesNotContain(ESCAPE, "\r");
        }
    }

    /** Each step is told once, and no line of what was being done stays. */
    private static void assertThatNothingIsLeftOver(List<String> screen) {
        assertThat(screen).noneMatch(line -> line.contains("…"));
        assertThat(screen.stream().filter(line -> line.contains("✓")))
                .hasSize(30)
                .doesNotHaveDuplicates();
        assertThat(screen).anyMatch(line -> line.startsWith("demo  healthy: "));
    }
}
