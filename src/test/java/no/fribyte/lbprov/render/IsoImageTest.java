package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IsoImageTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void the_same_files_give_the_same_bytes_in_whatever_order_they_come() {
        Map<String, byte[]> forth = new LinkedHashMap<>();
        forth.put("user-data", bytes("user"));
        forth.put("meta-data", bytes("meta"));
        Map<String, byte[]> back = new LinkedHashMap<>();
        back.put("meta-data", bytes("meta"));
        back.put("user-data", bytes("user"));

        assertThat(IsoImage.of("cidata", forth, TIME)).isEqualTo(IsoImage.of("cidata", back, TIME));
    }

    @Test
    void another_time_gives_another_image() {
        Map<String, byte[]> files = Map.of("user-data", bytes("user"));

        assertThat(IsoImage.of("cidata", files, TIME)).isNotEqualTo(IsoImage.of("cidata", files, TIME.plusSeconds(1)));
    }

    @Test
    void the_image_is_whole_sectors_and_ends_with_150_empty_ones() {
        byte[] image = IsoImage.of("cidata", Map.of("user-data", bytes("x".repeat(2049))), TIME);

        // 16 system, 3 descriptors, 4 path tables, 2 directories, 2 of the file
        assertThat(image).hasSize((16 + 3 + 4 + 2 + 2 + 150) * 2048);
        assertThat(image[27 * 2048 - 2048]).isEqualTo((byte) 'x');
        for (int i = 27 * 2048; i < image.length; i++) {
            assertThat(image[i]).isZero();
        }
    }

    @Test
    void the_label_stands_in_both_descriptors() {
        byte[] image = IsoImage.of("cidata", Map.of("user-data", bytes("x")), TIME);

        assertThat(new String(image, 16 * 2048 + 40, 6, StandardCharsets.US_ASCII))
                .isEqualTo("cidata");
        assertThat(new String(image, 17 * 2048 + 40, 12, StandardCharsets.UTF_16BE))
                .isEqualTo("cidata");
    }

    @Test
    void a_name_that_a_reader_could_not_show_is_refused() {
        for (String name : new String[] {"", ".", "a/b", "ø", "x".repeat(65)}) {
            assertThatThrownBy(() -> IsoImage.of("cidata", Map.of(name, bytes("x")), TIME))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_label_that_joliet_would_cut_is_refused() {
        assertThatThrownBy(() -> IsoImage.of("a-label-of-17-chr", Map.of(), TIME))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
