package no.fribyte.lbprov.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Looks for secrets in files, as they are or encoded, and inside the disks of simulated guests. */
final class SecretSearch {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, List<String>> forms = new LinkedHashMap<>();
    private int places;
    private long bytes;

    /**
     * @param name as findings call it
     * @param secret any one line of it betrays it
     */
    void lookFor(String name, String secret) {
        forms.put(
                name,
                secret.lines()
                        .flatMap(line -> formsOf(line).stream())
                        .distinct()
                        .toList());
    }

    private static List<String> formsOf(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String json = JSON.writeValueAsString(secret);
        List<String> all = new ArrayList<>(List.of(
                secret,
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                json.substring(1, json.length() - 1),
                json.substring(1, json.length() - 1).replace("/", "\\/"),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes)));
        // in the middle of a longer base64 text it may begin at any of three places
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            all.add(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 1));
        }
        return all;
    }

    /** {@code PLACE: NAME} for all that is below a folder. */
    Set<String> below(Path folder) throws IOException {
        Set<String> findings = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file ->
                            places(folder, file).forEach((place, content) -> findings.addAll(in(place, content))));
        }
        return findings;
    }

    private List<String> in(String place, String content) {
        places++;
        bytes += content.length();
        return forms.entrySet().stream()
                .filter(form -> form.getValue().stream().anyMatch(content::contains))
                .map(form -> place + ": " + form.getKey())
                .toList();
    }

    /** How much was looked at by now. */
    String effort() {
        return "%d secrets in %d places, %d bytes".formatted(forms.size(), places, bytes);
    }

    int places() {
        return places;
    }

    private static Map<String, String> places(Path folder, Path file) {
        String place = folder.relativize(file).toString();
        String name = file.getFileName().toString();
        // byte for byte, whatever it is
        String content = read(file);
        Map<String, String> places = new LinkedHashMap<>();
        if (name.startsWith("disk-") && name.endsWith(".json")) {
            ObjectNode disk = (ObjectNode) JSON.readTree(content);
            disk.get("files")
                    .properties()
                    .forEach(each -> places.put(
                            "%s!%s %s"
                                    .formatted(
                                            place,
                                            each.getKey(),
                                            each.getValue().path("mode").asString(""))
                                    .strip(),
                            decoded(each.getValue())));
            disk.get("units")
                    .properties()
                    .forEach(each -> places.put(
                            place + "!running " + each.getKey(), each.getValue().toString()));
            disk.remove("files");
            disk.remove("units");
            places.put(place, disk.toString());
        } else if (name.equals("world.json")) {
            ObjectNode world = (ObjectNode) JSON.readTree(content);
            places.put(place + "!spec", world.get("spec").toString());
            world.remove("spec");
            places.put(place, world.toString());
        } else {
            places.put(place, content);
        }
        return places;
    }

    private static String decoded(JsonNode guestFile) {
        byte[] content = Base64.getDecoder().decode(guestFile.get("base64").asString());
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static String read(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length > 2 && content[0] == 0x1f && (content[1] & 0xff) == 0x8b) {
                content = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
