package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.model.Pair;
import org.junit.jupiter.api.Test;

/** The lab's images hold what a member's seed asks for, and are honest about what a plain image lacks. */
class LabPackagesTest {
    @Test
    void the_baked_image_holds_exactly_what_the_seed_of_a_pair_with_a_vpn_installs() throws IOException {
        assertThat(list("baked")).containsExactlyInAnyOrderElementsOf(seedPackages(Pairs.demo()));
    }

    @Test
    void the_plain_image_holds_nothing_of_it() throws IOException {
        assertThat(list("plain")).contains("cloud-init", "netplan.io").doesNotContainAnyElementsOf(list("baked"));
    }

    private static List<String> seedPackages(Pair pair) {
        Rendered member = Rendered.of(pair, 0);
        List<String> packages =
                new ArrayList<>(member.text("/etc/lbprov/packages").lines().toList());
        // the agent comes first and alone, by a command of cloud-init's own
        Matcher agent = Pattern.compile("--no-install-recommends install (\\S+);")
                .matcher(member.documents().userData());
        assertThat(agent.find()).isTrue();
        packages.add(agent.group(1));
        return packages;
    }

    private static List<String> list(String kind) throws IOException {
        return Files.readAllLines(Path.of("src/lab", kind + ".packages")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
