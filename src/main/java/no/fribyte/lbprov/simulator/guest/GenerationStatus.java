package no.fribyte.lbprov.simulator.guest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whether the files are those of the generation that the member says it has. */
record GenerationStatus(GuestDisk disk, Problems problems) {
    private static final String FILE = "/etc/lbprov/generation.json";

    JsonNode judge() {
        Optional<ObjectNode> generation = Json.read(disk, FILE);
        if (generation.isEmpty()) {
            problems.error(
                    "generation",
                    disk.has(FILE)
                            ? FILE + " is not a JSON object"
                            : "cannot read " + FILE + ": No such file or directory");
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode told = Json.object();
        for (String key : List.of("number", "hash", "lbprov")) {
            if (!generation.get().has(key)) {
                throw new MemberFault("a file of lbprov's lacks the field '" + key + "'");
            }
            told.set(key, generation.get().path(key));
        }
        ArrayNode changed = told.putArray("changed");
        for (String path : changed(generation.get().path("files"))) {
            problems.warning("generation", path + " is not as lbprov wrote it");
            changed.add(path);
        }
        return told;
    }

    private List<String> changed(JsonNode files) {
        Map<String, String> wanted = new TreeMap<>();
        files.properties()
                .forEach(entry -> wanted.put(entry.getKey(), entry.getValue().asString("")));
        List<String> changed = new ArrayList<>();
        wanted.forEach((path, hash) -> {
            if (!disk.file(path).map(GenerationStatus::hash).equals(Optional.of(hash))) {
                changed.add(path);
            }
        });
        return changed;
    }

    private static String hash(GuestFile file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
