package io.github.camelplivo.quickstart;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * A file with one record a line. When {@code append} returns, its lines are on the disk and survive a crash of the
 * process or the machine, so the feed may store its position. (camel-file appends too, but does not wait for the disk.)
 */
public final class JsonLines implements Closeable {

    private final FileChannel file;

    public JsonLines(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            throw new IOException(path + " is being written by another process: wait until it ends, or stop it");
        }
        // an incomplete line, left by a process that was killed, is redelivered
        file.truncate(afterLastNewline());
    }

    public void append(MessageDetailRecord record) throws IOException {
        append(List.of(record));
    }

    /** Appends all records or none. */
    public synchronized void append(List<MessageDetailRecord> page) throws IOException {
        StringBuilder lines = new StringBuilder();
        page.forEach(record -> lines.append(record.toJson()).append('\n'));
        long before = file.size();
        file.position(before);
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException e) {
            file.truncate(before);
            throw e;
        }
    }

    private long afterLastNewline() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long position = file.size(); position > 0; position--) {
            file.read(one.clear(), position - 1);
            if (one.get(0) == '\n') {
                return position;
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
