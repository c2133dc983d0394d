package no.fribyte.lbprov.simulator.api;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import no.fribyte.lbprov.simulator.http.Multipart;
import no.fribyte.lbprov.simulator.http.Request;
import no.fribyte.lbprov.simulator.world.PrivateFiles;
import no.fribyte.lbprov.simulator.world.VolumeFiles;

/** Streams an upload into a file beside the world, whatever its size. */
final class UploadReader {
    static final String FILE = "tmpfilename";
    private static final String PREFIX = "/var/tmp/pveupload-";

    private final VolumeFiles files;

    UploadReader(VolumeFiles files) {
        this.files = files;
    }

    /** The name under which the simulator keeps a received file. */
    static String incoming(String file) {
        return file.replace(PREFIX, "");
    }

    void discard(String file) throws IOException {
        Files.deleteIfExists(files.incoming(incoming(file)));
    }

    /** The parameters of the call; empty when the body is no upload that Proxmox would take. */
    Optional<Map<String, Object>> read(Request request, String boundary) throws IOException {
        String incoming = UUID.randomUUID().toString().replace("-", "");
        Path target = files.incoming(incoming);
        boolean complete = false;
        try (BufferedInputStream in = new BufferedInputStream(request.body(), 64 * 1024)) {
            Multipart multipart = new Multipart(in, boundary);
            Optional<String> name = multipart.readToFile();
            if (name.isEmpty()) {
                return Optional.empty();
            }
            PrivateFiles.write(target, new byte[0]);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 64 * 1024)) {
                multipart.copyFile(out);
            }
            complete = true;
            Map<String, Object> params = new TreeMap<>(multipart.fields());
            params.put("filename", name.get());
            params.put(FILE, PREFIX + incoming);
            return Optional.of(params);
        } finally {
            if (!complete) {
                Files.deleteIfExists(target);
            }
        }
    }
}
