// What nearly every test of a server's folder includes.
#pragma once

#include "pch.hpp"
#include "test_pch.hpp"
