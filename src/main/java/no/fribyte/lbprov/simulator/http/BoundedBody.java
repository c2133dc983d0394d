package no.fribyte.lbprov.simulator.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of one request: ends after {@code Content-Length} bytes and tells when the client went away before. */
final class BoundedBody extends InputStream {
    private static final int SMALL = 64 * 1024;

    private final InputStream connection;
    private long left;

    BoundedBody(InputStream connection, long length) {
        this.connection = connection;
        this.left = length;
    }

    /** Reads what is left if it is little: a connection that is closed with unread bytes in it loses its answer. */
    void drainSmall() throws IOException {
        if (left > 0 && left <= SMALL) {
            readAllBytes();
        }
    }

    boolean isRead() {
        return left == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = connection.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the client closed the connection within a body");
        }
        left -= count;
        return count;
    }
}
