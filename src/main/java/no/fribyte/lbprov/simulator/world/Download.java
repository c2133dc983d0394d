package no.fribyte.lbprov.simulator.world;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches a file from a URL. Nothing leaves the machine: it is a local file, or there are no bytes at all and what the
 * world does not list is taken as right.
 */
public record Download(
        String node, String storage, String content, String fileName, String url, Map<String, String> expected)
        implements Work {
    private static final long BYTES = 620L << 20;
    private static final long VIRTUAL_BYTES = 3584L << 20;

    public Download {
        expected = Map.copyOf(expected);
    }

    @Override
    public void run(Effects effects) {
        Disks.Place place = Disks.Place.of(effects.world(), node, storage);
        effects.say("downloading " + url + " to " + storage + ":" + content + "/" + fileName);
        Optional<Volume> old = effects.world().volume(node, storage + ":" + content + "/" + fileName);
        if (old.isPresent()) {
            keep(old.get(), effects);
            return;
        }
        Optional<Path> real = effects.guests().fetch(url);
        if (real.isPresent()) {
            refer(real.get(), place, effects);
            return;
        }
        Optional<WorldSpec.Image> image = effects.world().spec().images().stream()
                .filter(known -> known.url().equals(url))
                .findFirst();
        if (String.valueOf(URI.create(url).getHost()).endsWith(".invalid")) {
            throw new TaskFailed("download failed: command '/usr/bin/wget --progress=dot:giga -O " + fileName + " "
                    + url + "' failed: exit code 4");
        }
        image.ifPresent(known -> check(Map.of(known.checksumAlgorithm(), known.checksum())));
        Map<String, String> checksums = image.map(known -> Map.of(known.checksumAlgorithm(), known.checksum()))
                .orElse(expected);
        effects.world()
                .put(Volume.file(
                        place,
                        content,
                        fileName,
                        image.map(WorldSpec.Image::bytes).orElse(BYTES),
                        image.map(WorldSpec.Image::virtualBytes).orElse(VIRTUAL_BYTES),
                        effects.now(),
                        checksums));
        effects.say("download of '" + url + "' to '" + storage + ":" + content + "/" + fileName + "' finished");
    }

    private void refer(Path real, Disks.Place place, Effects effects) {
        Map<String, String> checksums = ImageFile.checksums(real, expected.keySet());
        check(checksums);
        Volume volume = Volume.file(
                place,
                content,
                fileName,
                ImageFile.bytes(real),
                ImageFile.virtualBytes(real),
                effects.now(),
                checksums);
        effects.files().refer(real, volume);
        effects.world().put(volume);
        effects.say("download of '" + url + "' to '" + volume.volid() + "' finished");
    }

    /** A file that is there already stays, if it is the one that was asked for. */
    private void keep(Volume old, Effects effects) {
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            String got = old.checksums().get(entry.getKey());
            if (entry.getValue().equalsIgnoreCase(got)) {
                effects.say("OK, got correct file already, no need to download");
                return;
            }
            effects.say("mismatch: got '" + got + "' != expect '" + entry.getValue() + "', aborting download");
        }
        throw new TaskFailed(
                "refusing to override existing file '/var/lib/vz/template/" + content + "/" + fileName + "'");
    }

    private void check(Map<String, String> truth) {
        expected.forEach((algorithm, checksum) -> {
            String got = truth.getOrDefault(algorithm, checksum);
            if (!got.equalsIgnoreCase(checksum)) {
                throw new TaskFailed("checksum mismatch: got '" + got + "' != expect '" + checksum + "'");
            }
        });
    }
}
