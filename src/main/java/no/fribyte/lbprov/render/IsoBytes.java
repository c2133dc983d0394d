package no.fribyte.lbprov.render;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Builds a record of ISO 9660, which writes many numbers twice: once in each byte order. */
final class IsoBytes {
    private static final DateTimeFormatter LONG_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'00'");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    IsoBytes octet(int value) {
        out.write(value);
        return this;
    }

    IsoBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    IsoBytes zeros(int count) {
        return raw(new byte[count]);
    }

    IsoBytes ascii(String text) {
        return raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Text in a field of a fixed number of bytes, filled up with spaces. */
    IsoBytes field(String text, int size, Charset charset) {
        int width = " ".getBytes(charset).length;
        byte[] bytes = (text + " ".repeat(size / width)).getBytes(charset);
        out.write(bytes, 0, size / width * width);
        return zeros(size % width);
    }

    IsoBytes little32(int value) {
        return octet(value).octet(value >>> 8).octet(value >>> 16).octet(value >>> 24);
    }

    IsoBytes big32(int value) {
        return octet(value >>> 24).octet(value >>> 16).octet(value >>> 8).octet(value);
    }

    IsoBytes both32(int value) {
        return little32(value).big32(value);
    }

    IsoBytes both16(int value) {
        return octet(value).octet(value >>> 8).octet(value >>> 8).octet(value);
    }

    /** Seven bytes, in UTC, as directory records and Rock Ridge want it. */
    IsoBytes shortTime(Instant time) {
        OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
        octet(utc.getYear() - 1900).octet(utc.getMonthValue()).octet(utc.getDayOfMonth());
        return octet(utc.getHour())
                .octet(utc.getMinute())
                .octet(utc.getSecond())
                .octet(0);
    }

    /** Sixteen digits and a zone, as volume descriptors want it. */
    IsoBytes longTime(Instant time) {
        return ascii(LONG_TIME.format(time.atOffset(ZoneOffset.UTC))).octet(0);
    }

    IsoBytes padToEven() {
        return zeros(out.size() % 2);
    }

    IsoBytes padTo(int size) {
        return zeros(size - out.size());
    }

    int size() {
        return out.size();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
