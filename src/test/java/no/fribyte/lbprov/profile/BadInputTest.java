package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.fribyte.lbprov.profile.rule.Rules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told about bad input; {@code -Dgolden=write} writes the expectations anew. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BadInputTest {
    /** Shown by WorkspaceTest and ExtendsTest, which make the files that it takes. */
    private static final List<String> SAID_ELSEWHERE = List.of(
            "this profile has errors",
            "so nobody knows whether its addresses and names collide with yours",
            "lbprov validate",
            "there is no workspace here",
            "nor a folder above it holds profiles/",
            "--workspace DIR, or go to the folder that holds profiles/",
            "the file is not UTF-8",
            "it holds bytes that mean no character",
            "iconv -t UTF-8",
            "the file cannot be read",
            "look at its permissions",
            "the file is larger than 256 KiB",
            "no profile or inventory is, and reading it could take for ever",
            "ls -l",
            "write it");

    /** No messages: forms, descriptions for the schema, words of exceptions that nobody sees. */
    private static final List<String> NEVER_SAID = List.of(
            "no certificate in it",
            "\\(\\d+, from .*",
            "pair: none",
            "nodes: none",
            "^[1-9][0-9]{0,6} ?(MiB|GiB|TiB)$",
            "([sS][hH][aA]256 Fingerprint=)?",
            "in reader, line ([0-9]+), column ([0-9]+)",
            "Where the disk of a member with",
            "comes from.",
            "the pair's own subnets and the VPN when left out.",
            "user@realm!name, as Proxmox shows it. Required.",
            "does not declare the key");

    static List<BadInput> cases() {
        return BadInput.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_problem_is_told_at_its_place(BadInput input) throws IOException {
        String told = input.problems(Rules.all());
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(input.expectation(), told);
        }
        assertThat(told).isEqualTo(Files.readString(input.expectation())).isNotEmpty();
    }

    @Test
    void every_sentence_that_can_be_said_is_said_by_a_case() {
        String said = cases().stream().map(BadInputTest::expected).collect(Collectors.joining());

        Set<String> unsaid = new TreeSet<>(Sentences.below(Path.of("src/main/java/no/fribyte/lbprov/profile")));
        unsaid.removeIf(said::contains);

        unsaid.removeAll(NEVER_SAID);

        assertThat(unsaid).containsExactlyInAnyOrderElementsOf(SAID_ELSEWHERE);
    }

    private static String expected(BadInput input) {
        try {
            return Files.readString(input.expectation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
