package no.fribyte.lbprov.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;

/** One client's connection: requests one after the other until either side has had enough. */
final class Connection {
    private static final int REQUESTS = 100;
    private static final int GZIP_FROM = 1024;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final Duration STALLED = Duration.ofSeconds(30);

    private final Socket socket;
    private final Exchange exchange;
    private final Duration keepAlive;
    private final BooleanSupplier mayGoOn;

    Connection(Socket socket, Exchange exchange, Duration keepAlive, BooleanSupplier mayGoOn) {
        this.socket = socket;
        this.exchange = exchange;
        this.keepAlive = keepAlive;
        this.mayGoOn = mayGoOn;
    }

    void serve() throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        OutputStream out = socket.getOutputStream();
        for (int count = 1; count <= REQUESTS; count++) {
            if (!awaitRequest(in)) {
                return;
            }
            try {
                Optional<RequestHead> head = RequestHead.read(in);
                if (head.isEmpty() || !one(head.get(), in, out, count == REQUESTS)) {
                    return;
                }
            } catch (RefusedRequest refused) {
                write(refused.response(), "HTTP/1.1", out, false, false);
                return;
            }
        }
    }

    /** Waits for the next request no longer than the keep-alive time: clients that pool connections must cope. */
    private boolean awaitRequest(InputStream in) throws IOException {
        socket.setSoTimeout(Math.max(1, (int) keepAlive.toMillis()));
        in.mark(1);
        try {
            if (in.read() < 0) {
                return false;
            }
        } catch (SocketTimeoutException idle) {
            return false;
        }
        in.reset();
        socket.setSoTimeout((int) STALLED.toMillis());
        return true;
    }

    private boolean one(RequestHead head, InputStream in, OutputStream out, boolean last) throws IOException {
        BoundedBody body = new BoundedBody(in, head.length());
        Response response;
        try {
            response = exchange.answer(
                    new Request(head.method(), head.path(), head.query(), head.headers(), head.length(), body));
        } catch (ConnectionDropped dropped) {
            return false;
        }
        body.drainSmall();
        boolean goesOn =
                !last && head.wantsKeepAlive() && !response.endsConnection() && body.isRead() && mayGoOn.getAsBoolean();
        write(response, head.version(), out, goesOn, head.takesGzip());
        return goesOn;
    }

    private static void write(Response response, String version, OutputStream out, boolean keepAlive, boolean gzip)
            throws IOException {
        byte[] body = response.body();
        String date = DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
        StringBuilder head = new StringBuilder(400);
        line(head, version + " " + response.status() + " " + firstLine(response.reason()));
        line(head, "Cache-Control: max-age=0");
        line(head, "Connection: " + (keepAlive ? "Keep-Alive" : "close"));
        line(head, "Date: " + date);
        line(head, "Pragma: no-cache");
        line(head, "Server: pve-api-daemon/3.0");
        if (gzip && body.length > GZIP_FROM) {
            body = gzip(body);
            line(head, "Content-Encoding: gzip");
        }
        if (body.length > 0) {
            line(head, "Content-Length: " + body.length);
        }
        response.contentType().ifPresent(type -> line(head, "Content-Type: " + type));
        line(head, "Expires: " + date);
        line(head, "");
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length);
        whole.write(head.toString().getBytes(UTF_8));
        whole.write(body);
        whole.writeTo(out);
        out.flush();
    }

    private static void line(StringBuilder head, String text) {
        head.append(text).append("\r\n");
    }

    private static String firstLine(String reason) {
        int end = reason.indexOf('\n');
        return end < 0 ? reason : reason.substring(0, end);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }
}
