package no.fribyte.lbprov.profile.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Guesses at what was meant. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NearestTest {
    private static final List<String> KEYS = List.of("bridge", "vlan", "mtu", "router-id", "cores");

    @Test
    void a_typing_mistake_finds_its_word() {
        assertThat(Nearest.to("brigde", KEYS)).contains("bridge");
        assertThat(Nearest.to("vlna", KEYS)).contains("vlan");
        assertThat(Nearest.to("mtuu", KEYS)).contains("mtu");
        assertThat(Nearest.to("ROUTER_ID", KEYS)).contains("router-id");
        assertThat(Nearest.to("coers", KEYS)).contains("cores");
    }

    @Test
    void another_word_finds_nothing() {
        assertThat(Nearest.to("subnets", KEYS)).isEmpty();
        assertThat(Nearest.to("x", KEYS)).isEmpty();
        assertThat(Nearest.to("", KEYS)).isEmpty();
    }
}
