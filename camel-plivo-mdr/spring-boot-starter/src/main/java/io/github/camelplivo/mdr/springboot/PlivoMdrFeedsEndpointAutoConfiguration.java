package io.github.camelplivo.mdr.springboot;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Offers {@link PlivoMdrFeedsEndpoint} if the application has an actuator and exposes it. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(CamelContext.class)
public class PlivoMdrFeedsEndpointAutoConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint
    PlivoMdrFeedsEndpoint plivoMdrFeedsEndpoint(CamelContext context) {
        return new PlivoMdrFeedsEndpoint(context);
    }
}
