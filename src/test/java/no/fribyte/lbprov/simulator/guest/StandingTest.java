package no.fribyte.lbprov.simulator.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StandingTest {
    @Test
    void what_fails_is_told_in_the_words_of_the_real_guest() {
        assertThat(words("haproxy", "service web")).isEqualTo("haproxy does not answer");
        assertThat(words("service web", "wireguard")).isEqualTo("service web has no server, WireGuard does not work");
        assertThat(words("service https:git.example.org")).isEqualTo("service https has no server for git.example.org");
        assertThat(words("service https:.org")).isEqualTo("service https has no server for org");
    }

    private static String words(String... failing) {
        return Standing.inWords(new TreeSet<>(Set.of(failing)));
    }
}
