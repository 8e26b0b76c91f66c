package io.github.camelplivo.springboot;

import java.io.File;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class FeedApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(FeedApplication.class, arguments);
    }

    /** Stores which versions of records were delivered, also by earlier processes. For small volumes. */
    @Bean
    IdempotentRepository versions(@Value("${mdr.data}") String data) {
        return FileIdempotentRepository.fileIdempotentRepository(new File(data, "mdr.versions"));
    }
}
