package no.fribyte.lbprov.proxmox;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS5 proxy that notes the names it is asked for and connects all of them to one port on loopback. */
final class TinySocks implements AutoCloseable {
    private static final int DOMAIN = 3;

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final ServerSocket listening;
    private final int target;

    TinySocks(int target) throws IOException {
        this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.target = target;
        daemon(this::acceptAll);
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", listening.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void acceptAll() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            daemon(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.skipNBytes(1);
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 0});
        in.skipNBytes(3);
        if (in.readUnsignedByte() != DOMAIN) {
            asked.add("an address instead of a name");
            client.close();
            return;
        }
        byte[] name = new byte[in.readUnsignedByte()];
        in.readFully(name);
        asked.add(new String(name, StandardCharsets.US_ASCII) + ":" + in.readUnsignedShort());
        out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        daemon(() -> copy(in, server.getOutputStream()));
        copy(server.getInputStream(), out);
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
        out.close();
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
