package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/** A file to put on a storage; the length is known beforehand, since Proxmox takes no chunked body. */
public final class Upload {
    private static final MediaType OCTETS = MediaType.get("application/octet-stream");

    private final String content;
    private final String fileName;
    private final RequestBody file;
    private final long size;
    private final Optional<String> sha256;

    private Upload(String content, String fileName, RequestBody file, long size, Optional<String> sha256) {
        // Proxmox turns any other character into an underscore: we would look for a name that is not there
        if (!fileName.matches("[\\w.-]{1,255}")) {
            throw new IllegalArgumentException("not a file name that Proxmox keeps: '" + fileName + "'");
        }
        this.content = requireNonNull(content, "content");
        this.fileName = fileName;
        this.file = file;
        this.size = size;
        this.sha256 = sha256;
    }

    public static Upload iso(String fileName, byte[] bytes) {
        byte[] copy = bytes.clone();
        return new Upload("iso", fileName, RequestBody.create(copy, OCTETS), copy.length, Optional.empty());
    }

    /** Streams the file; it must not change meanwhile. */
    public static Upload of(String content, String fileName, Path file) {
        try {
            RequestBody body = RequestBody.create(file.toFile(), OCTETS);
            return new Upload(content, fileName, body, Files.size(file), Optional.empty());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    /** The node compares the file with this checksum before it keeps it. */
    public Upload checkedBy(String checksum) {
        return new Upload(content, fileName, file, size, Optional.of(checksum));
    }

    public String fileName() {
        return fileName;
    }

    /** The parser of the node drops parts that come in another order, and wants Content-Disposition first. */
    RequestBody body() {
        MultipartBody.Builder parts =
                new MultipartBody.Builder().setType(MultipartBody.FORM).addFormDataPart("content", content);
        sha256.ifPresent(checksum ->
                parts.addFormDataPart("checksum-algorithm", "sha256").addFormDataPart("checksum", checksum));
        return parts.addFormDataPart("filename", fileName, file).build();
    }

    /** What the trace shows instead of the bytes. */
    Form shown() {
        Form form = Form.empty().with("content", content);
        Form checked = sha256.map(
                        checksum -> form.with("checksum-algorithm", "sha256").with("checksum", checksum))
                .orElse(form);
        return checked.with("filename", fileName).with("size", size);
    }
}
