package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A parameter, or one value of its enumeration, that versions before do not know; {@code calls.json} is that of 9.1.
 *
 * @param value which one is new; empty when the whole parameter is
 */
record Novelty(String call, String parameter, String value, PveVersion since) {
    private static final String FILE_READ = "GET /nodes/{node}/qemu/{vmid}/agent/file-read";
    private static final String STORAGE = "POST /nodes/{node}/storage/{storage}/";
    private static final List<Novelty> ALL = List.of(
            new Novelty(FILE_READ, "count", "", new PveVersion(9, 1)),
            new Novelty(FILE_READ, "decode", "", new PveVersion(9, 1)),
            new Novelty(FILE_READ, "offset", "", new PveVersion(9, 1)),
            new Novelty("POST /nodes/{node}/qemu/{vmid}/status/stop", "overrule-shutdown", "", new PveVersion(8, 2)),
            new Novelty(STORAGE + "download-url", "content", "import", new PveVersion(8, 3)),
            new Novelty(STORAGE + "upload", "content", "import", new PveVersion(8, 3)));

    /** The parameters of a call as a version knows them. */
    static Map<String, Definition> without(String call, PveVersion version, Map<String, Definition> parameters) {
        Map<String, Definition> known = new TreeMap<>(parameters);
        for (Novelty novelty : ALL) {
            if (novelty.call.equals(call) && !version.isSince(novelty.since)) {
                known.computeIfPresent(novelty.parameter, (name, definition) -> novelty.takenFrom(definition));
            }
        }
        return known;
    }

    private @Nullable Definition takenFrom(Definition definition) {
        return value.isEmpty() ? null : definition.withoutValue(value);
    }
}
