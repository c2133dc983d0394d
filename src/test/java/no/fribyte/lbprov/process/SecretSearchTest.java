package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import no.fribyte.lbprov.render.CloudInit;
import no.fribyte.lbprov.render.Seed;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that finds nothing proves something only when it would have found it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretSearchTest {
    @TempDir
    Path home;

    @Test
    void the_search_finds_what_is_planted() throws Exception {
        SecretSearch search = new SecretSearch();
        search.lookFor("it", "+dGhlIGtleQ/=");
        String disk =
                "{\"files\":{\"/var/log/x\":{\"base64\":\"%s\"}},\"units\":{}}".formatted(base64("my +dGhlIGtleQ/= "));
        Map<String, String> planted = Map.of(
                "plain",
                "key: +dGhlIGtleQ/=",
                "form",
                "content=%2BdGhlIGtleQ%2F%3D&x=1",
                "aligned",
                base64("+dGhlIGtleQ/=, and more"),
                "shifted",
                base64("a+dGhlIGtleQ/="),
                "shifted-twice",
                base64("ab+dGhlIGtleQ/= and so on"),
                "disk-1.json",
                disk,
                "world.json",
                "{\"spec\":{},\"vms\":[\"+dGhlIGtleQ/=\"]}",
                "escaped",
                "{\"key\": \"+dGhlIGtleQ\\/=\"}",
                "hex",
                "2b6447686c4947746c65512f3d",
                "HEX",
                "x2B6447686C4947746C65512F3D");
        for (Map.Entry<String, String> file : planted.entrySet()) {
            Files.writeString(home.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(home.resolve("innocent"), "key: +dGhlIGtleX/=");
        plant("packed", packed("key: +dGhlIGtleQ/="));
        plant("seed.iso", Seed.iso(new CloudInit("key: +dGhlIGtleQ/=", "", "")));

        assertThat(search.below(home))
                .isEqualTo(Stream.concat(planted.keySet().stream(), Stream.of("packed", "seed.iso"))
                        .map(name -> (name.equals("disk-1.json") ? name + "!/var/log/x" : name) + ": it")
                        .collect(Collectors.toSet()));
    }

    private void plant(String name, byte[] content) throws IOException {
        Files.write(home.resolve(name), content);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
