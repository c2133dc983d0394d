package no.fribyte.lbprov.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The multipart body of an upload, read as a stream. Like pve-http-server it looks for {@code content},
 * {@code checksum-algorithm} and {@code checksum} in that order and forgets what it passed over on the way; the file
 * must be the last part and the disposition the first of its headers.
 */
public final class Multipart {
    private static final Pattern FIELD =
            Pattern.compile("Content-Disposition: form-data; name=\"(content|checksum-algorithm|checksum)\"");
    private static final Pattern FILE = Pattern.compile(
            "^Content-Disposition: form-data; name=\"filename\"; filename=\"([^\"]+)\"(?:\r?\n.*)?$", Pattern.DOTALL);
    private static final List<String> ORDER = List.of("content", "checksum-algorithm", "checksum");
    private static final int MAX_HEAD = 8 * 1024;
    private static final int MAX_FIELD = 64 * 1024;

    private final InputStream in;
    private final byte[] delimiter;
    private final Map<String, String> fields = new HashMap<>();

    /** The body must come buffered: it is read byte by byte around the boundaries. */
    public Multipart(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
    }

    /** The boundary in a {@code Content-Type}, if it is multipart/form-data. */
    public static Optional<String> boundary(String contentType) {
        if (!contentType.regionMatches(true, 0, "multipart/form-data", 0, 19)) {
            return Optional.empty();
        }
        Matcher matcher = Pattern.compile("boundary=\"?([^\";]+)\"?").matcher(contentType);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    public Map<String, String> fields() {
        return fields;
    }

    /** Reads fields up to the file, whose name it returns; empty when the body does not keep to the order. */
    public Optional<String> readToFile() throws IOException {
        byte[] opening = in.readNBytes(delimiter.length - 2);
        if (!new String(opening, ISO_8859_1).equals(new String(delimiter, 2, delimiter.length - 2, ISO_8859_1))) {
            return Optional.empty();
        }
        boolean stuck = false;
        while (true) {
            Optional<String> head = partHead();
            if (head.isEmpty()) {
                return Optional.empty();
            }
            Matcher file = FILE.matcher(head.get());
            if (file.matches()) {
                return stuck ? Optional.empty() : Optional.of(utf8(file.group(1)));
            }
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            copyPart(value, MAX_FIELD);
            Matcher field = FIELD.matcher(head.get());
            stuck = !field.find();
            if (!stuck) {
                int place = ORDER.indexOf(field.group(1));
                fields.keySet().removeIf(name -> ORDER.indexOf(name) > place);
                fields.put(field.group(1), value.toString(UTF_8).strip());
            }
        }
    }

    private static String utf8(String latin1) {
        return new String(latin1.getBytes(ISO_8859_1), UTF_8);
    }

    /** Copies the file's bytes and then drains what follows the closing boundary. */
    public void copyFile(OutputStream target) throws IOException {
        copyPart(target, Long.MAX_VALUE);
        in.transferTo(OutputStream.nullOutputStream());
    }

    private Optional<String> partHead() throws IOException {
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0 && head.length() < MAX_HEAD; b = in.read()) {
            head.append((char) b);
            if (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) >= 0) {
                return Optional.of(head.toString().strip());
            }
            if (head.length() == 2 && head.toString().equals("--")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void copyPart(OutputStream target, long limit) throws IOException {
        int matched = 0;
        long written = 0;
        while (matched < delimiter.length) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the upload ends without its boundary");
            }
            if (b == delimiter[matched]) {
                matched++;
                continue;
            }
            if (matched > 0) {
                // Only the first byte of the delimiter can begin it again: CR occurs there alone.
                target.write(delimiter, 0, matched);
                written += matched;
                matched = b == delimiter[0] ? 1 : 0;
            }
            if (matched == 0) {
                target.write(b);
                written++;
            }
            if (written > limit) {
                throw new EOFException("form data too large");
            }
        }
    }
}
