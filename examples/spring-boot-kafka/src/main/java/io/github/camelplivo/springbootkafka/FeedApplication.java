package io.github.camelplivo.springbootkafka;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class FeedApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(FeedApplication.class, arguments);
    }
}
