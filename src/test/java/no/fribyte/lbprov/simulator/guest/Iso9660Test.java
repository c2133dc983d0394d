package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Iso9660Test {
    private static final Map<String, String> FILES =
            Map.of("user-data", "x".repeat(5000), "meta-data", "instance-id: a\n", "vendor-data", "");

    @ParameterizedTest
    @EnumSource(names = {"ROCK_RIDGE", "JOLIET"})
    void long_names_are_read_in_either_form(TestIso.Names names) {
        assertThat(read(TestIso.of("CIDATA", FILES, names))).isEqualTo(new TreeMap<>(FILES));
    }

    @Test
    void without_long_names_they_are_cut() {
        assertThat(read(TestIso.of("cidata", FILES, TestIso.Names.PLAIN)))
                .containsOnlyKeys("user_dat", "meta_dat", "vendor_d");
    }

    @Test
    void the_label_is_read_without_its_padding() {
        assertThat(Iso9660.of(TestIso.of("cidata", FILES, TestIso.Names.PLAIN))
                        .orElseThrow()
                        .label())
                .isEqualTo("cidata");
    }

    @Test
    void something_else_is_no_image() {
        assertThat(Iso9660.of(new byte[100_000])).isEmpty();
        assertThat(Iso9660.of(new byte[3])).isEmpty();
    }

    private static Map<String, String> read(byte[] image) {
        Map<String, String> texts = new TreeMap<>();
        Iso9660.of(image).orElseThrow().files().forEach((name, content) -> texts.put(name, new String(content, UTF_8)));
        return texts;
    }
}
