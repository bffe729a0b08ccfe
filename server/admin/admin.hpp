// The staff's desk, for the application: what waits, from whichever features it is plugged in.
#pragma once

#include "admin/http_work.hpp"
#include "admin/work.hpp"
