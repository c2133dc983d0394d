package no.fribyte.lbprov.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Listens on one address as one node's pveproxy does; see decision 0005 for why it is our own. */
public final class HttpListener implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket server;
    private volatile SSLContext tls;
    private final Exchange exchange;
    private final Duration keepAlive;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService connections;

    private HttpListener(ServerSocket server, SSLContext tls, Exchange exchange, Duration keepAlive, String name) {
        this.server = server;
        this.tls = tls;
        this.exchange = exchange;
        this.keepAlive = keepAlive;
        this.connections = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "simulator-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts listening; the name is for thread dumps only. */
    public static HttpListener open(
            String name, InetSocketAddress address, SSLContext tls, Exchange exchange, Duration keepAlive) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(address, 128);
            HttpListener listener = new HttpListener(server, tls, exchange, keepAlive, name);
            listener.connections.execute(listener::accept);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    /** Shows another certificate from now on; connections that are open end with the request they are at. */
    public void show(SSLContext other) {
        tls = other;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            int first = socket.getInputStream().read();
            if (first == TLS_HANDSHAKE) {
                SSLContext shown = tls;
                try (SSLSocket secure = (SSLSocket) shown.getSocketFactory()
                        .createSocket(socket, new ByteArrayInputStream(new byte[] {(byte) first}), true)) {
                    new Connection(secure, exchange, keepAlive, () -> shown == tls).serve();
                }
            } else if (first >= 0) {
                redirect(socket, first);
            }
        } catch (IOException gone) {
            // The client went away or spoke no TLS: nobody is left to tell.
        } finally {
            open.remove(socket);
        }
    }

    /** Plain HTTP on the TLS port is sent to https; anything but GET must keep its method, hence 308. */
    private void redirect(Socket socket, int first) throws IOException {
        String status = first == 'G' ? "301 Moved Permanently" : "308 Permanent Redirect";
        String answer =
                "HTTP/1.1 " + status + "\r\nLocation: https://localhost:" + port() + "/\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the listener", e);
        } finally {
            connections.shutdownNow();
        }
    }
}
