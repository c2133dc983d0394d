package no.fribyte.lbprov.proxmox;

import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/** A file to put on a storage; the length is known beforehand, since Proxmox takes no chunked body. */
public final class Upload {
    private static final MediaType OCTETS = MediaType.get("application/octet-stream");

    private final String content;
    private final String fileName;
    private final byte[] bytes;

    private Upload(String content, String fileName, byte[] bytes) {
        // Proxmox turns any other character into an underscore: we would look for a name that is not there
        if (!fileName.matches("[\\w.-]{1,255}")) {
            throw new IllegalArgumentException("not a file name that Proxmox keeps: '" + fileName + "'");
        }
        this.content = content;
        this.fileName = fileName;
        this.bytes = bytes.clone();
    }

    public static Upload iso(String fileName, byte[] bytes) {
        return new Upload("iso", fileName, bytes);
    }

    public String fileName() {
        return fileName;
    }

    /** The parser of the node drops parts that come in another order, and wants Content-Disposition first. */
    RequestBody body() {
        return new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("content", content)
                .addFormDataPart("filename", fileName, RequestBody.create(bytes, OCTETS))
                .build();
    }

    /** What the trace shows instead of the bytes. */
    Form shown() {
        return Form.empty().with("content", content).with("filename", fileName).with("size", bytes.length);
    }
}
