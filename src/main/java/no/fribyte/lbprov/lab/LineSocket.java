package no.fribyte.lbprov.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** Lines to and from a UNIX socket. Everything has an end: the other side may be stopped, or busy for minutes. */
final class LineSocket implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer received = ByteBuffer.allocate(1 << 16).flip();
    private long end;

    private LineSocket(SocketChannel channel, Selector selector, SelectionKey key, Duration limit) {
        this.channel = channel;
        this.selector = selector;
        this.key = key;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** Connects; the limit is for all that follows, until another is set. */
    static LineSocket connect(Path socket, Duration limit) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            // not blocking: a connect to a stopped process with a full queue would wait for ever
            channel.configureBlocking(false);
            return connected(channel, Selector.open(), socket, limit);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static LineSocket connected(SocketChannel channel, Selector selector, Path socket, Duration limit)
            throws IOException {
        try {
            LineSocket opened = new LineSocket(channel, selector, channel.register(selector, 0), limit);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                opened.await(SelectionKey.OP_CONNECT);
                if (!channel.finishConnect()) {
                    throw new InterruptedIOException("no connection to " + socket);
                }
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
    }

    void limit(Duration limit) {
        end = System.nanoTime() + limit.toNanos();
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            if (channel.write(left) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** The next line, without its end. */
    byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    return line.toByteArray();
                }
                line.write(next);
            }
            fill();
        }
    }

    private void fill() throws IOException {
        received.clear();
        int count = channel.read(received);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(received);
        }
        received.flip();
        if (count < 0) {
            throw new IOException("the other side closed the connection");
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new InterruptedIOException("got timeout");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
