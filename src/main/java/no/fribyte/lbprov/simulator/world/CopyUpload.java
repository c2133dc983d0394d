package no.fribyte.lbprov.simulator.world;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Brings an uploaded file to its storage, over whatever has the same name there.
 *
 * @param incoming the name of the received file
 * @param checksums of what was received, by algorithm
 * @param expected the checksum that the client asked for, by algorithm
 */
public record CopyUpload(
        String node,
        String storage,
        String content,
        String fileName,
        String incoming,
        long bytes,
        long virtualBytes,
        Map<String, String> checksums,
        Map<String, String> expected)
        implements Work {
    public CopyUpload {
        checksums = Map.copyOf(checksums);
        expected = Map.copyOf(expected);
    }

    @Override
    public void run(Effects effects) {
        Path received = effects.files().incoming(incoming);
        Optional<String> mismatch = expected.entrySet().stream()
                .filter(entry -> !entry.getValue().equalsIgnoreCase(checksums.get(entry.getKey())))
                .map(entry -> "checksum mismatch: got '%s' != expect '%s'"
                        .formatted(checksums.get(entry.getKey()), entry.getValue()))
                .findFirst();
        if (mismatch.isPresent()) {
            throw new TaskFailed(mismatch.get());
        }
        Disks.Place place = Disks.Place.of(effects.world(), node, storage);
        Volume volume = Volume.file(place, content, fileName, bytes, virtualBytes, effects.now(), checksums);
        effects.say("target node: " + node);
        effects.say("file size is: " + bytes);
        effects.world().put(volume);
        effects.files().accept(received, volume);
        effects.say("finished file import successfully");
    }

    @Override
    public void rollBack(Effects effects) {
        effects.files().delete(effects.files().incoming(incoming));
    }
}
